using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using Messaging.Authoring;
using Messaging.Tracking;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Messaging.EntityFramework.Model;

/// <summary>Maps a row type to a table: every property by the rules of its type, with name, column type and converter stated, so that a host's conventions change nothing.</summary>
internal sealed class TableMap<T>
    where T : class
{
    private readonly ColumnTypes _types;

    public TableMap(ModelBuilder model, ColumnTypes types, TableNames names, string table)
    {
        _types = types;
        Entity = model.Entity<T>();
        Entity.ToTable(names.Prefix + table, names.Schema);
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null))
        {
            Map(Entity.Property(property.PropertyType, property.Name), property.PropertyType);
        }
    }

    public EntityTypeBuilder<T> Entity { get; }

    /// <summary>Limits the length of a text.</summary>
    public TableMap<T> Length(Expression<Func<T, string?>> property, int maxLength)
    {
        var builder = Entity.Property(property);
        builder.HasMaxLength(maxLength);
        SetType(builder, _types.Text(maxLength));
        return this;
    }

    /// <summary>Gives a column that was added later what rows from before have in it.</summary>
    public TableMap<T> Default(Expression<Func<T, string?>> property, string value)
    {
        Entity.Property(property).HasDefaultValue(value);
        return this;
    }

    /// <summary>The primary key, whose values the library makes.</summary>
    public TableMap<T> Key(Expression<Func<T, object?>> key)
    {
        Entity.HasKey(key);
        foreach (var property in Entity.Metadata.FindPrimaryKey()!.Properties)
        {
            Entity.Property(property.Name).ValueGeneratedNever();
        }

        return this;
    }

    /// <summary>The delimited-free name of a column, for filters and checks.</summary>
    public static string Column(string property)
    {
        var name = new StringBuilder(property.Length + 4);
        for (var i = 0; i < property.Length; i++)
        {
            if (i > 0 && char.IsUpper(property[i]))
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(property[i]));
        }

        return name.ToString();
    }

    private static void SetType(PropertyBuilder property, string? type)
    {
        if (type is not null)
        {
            property.HasColumnType(type);
        }
    }

    private void Map(PropertyBuilder property, Type clrType)
    {
        var type = Nullable.GetUnderlyingType(clrType) ?? clrType;
        property.HasColumnName(Column(property.Metadata.Name));
        if (type == typeof(Guid))
        {
            SetType(property, _types.Guid);
            property.HasConversion(_types.IsSqlite ? ColumnConverters.GuidBytes : null);
        }
        else if (type == typeof(DateTimeOffset))
        {
            SetType(property, _types.Time);
            property.HasConversion(_types.IsSqlite ? ColumnConverters.UnixMilliseconds : ColumnConverters.Utc);
        }
        else if (type == typeof(MessageChannel))
        {
            property.HasConversion(ColumnConverters.Channel).HasMaxLength(32);
            SetType(property, _types.Text(32));
        }
        else if (type == typeof(DecisionCode))
        {
            property.HasConversion(ColumnConverters.Code).HasMaxLength(50);
            SetType(property, _types.Text(50));
        }
        else if (type == typeof(IReadOnlyList<string>))
        {
            property.HasConversion(ColumnConverters.Strings, ColumnConverters.StringsComparer);
            SetType(property, _types.Text(null));
        }
        else if (type == typeof(TemplateDocument))
        {
            property.HasConversion(ColumnConverters.Document, ColumnConverters.DocumentComparer);
            SetType(property, _types.Text(null));
        }
        else if (type == typeof(IReadOnlyList<WebhookMedia>))
        {
            property.HasConversion(ColumnConverters.Media, ColumnConverters.MediaComparer);
            SetType(property, _types.Text(null));
        }
        else
        {
            property.HasConversion(type.IsEnum ? typeof(short) : null);
            SetType(property, TypeOf(type));
        }
    }

    private string? TypeOf(Type type)
    {
        if (type.IsEnum || type == typeof(short))
        {
            return _types.Int16;
        }

        if (type == typeof(int))
        {
            return _types.Int32;
        }

        if (type == typeof(long))
        {
            return _types.Int64;
        }

        if (type == typeof(bool))
        {
            return _types.Boolean;
        }

        return type == typeof(byte[]) ? _types.Bytes : _types.Text(null);
    }
}
