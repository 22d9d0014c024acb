using System.Data;
using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>The form that values have as parameters and in results of a database. The base is that of databases with all common types.</summary>
internal class ValueForm
{
    public static ValueForm Common { get; } = new();

    /// <summary>A value as a parameter.</summary>
    public virtual object ToParameter(ColumnKind kind, object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUniversalTime(),
        _ => value,
    };

    public virtual Guid ReadGuid(DbDataReader reader, int ordinal) => reader.GetGuid(ordinal);

    public virtual DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal).ToUniversalTime();

    public virtual bool ReadBoolean(DbDataReader reader, int ordinal) => reader.GetBoolean(ordinal);

    /// <summary>Adds a parameter.</summary>
    public void Add(DbCommand command, string name, ColumnKind kind, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = ToParameter(kind, value);
        if (kind == ColumnKind.Text && value is null)
        {
            parameter.DbType = DbType.String;
        }

        command.Parameters.Add(parameter);
    }
}
