using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>Binds columns of rows as typed arrays, from which the driver takes the database type.</summary>
internal static class PostgreSqlArrays
{
    /// <summary>Adds one array per column, each the parameter <c>@{prefix}{column}</c>.</summary>
    public static void Add<T>(DbCommand command, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns, string prefix = "")
    {
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var column in columns)
        {
            var values = new object?[rows.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = column.Get(rows[i]);
            }

            Add(command, $"@{prefix}{column.Name}", column.Kind, values);
        }
    }

    /// <summary>Adds an array.</summary>
    public static void Add(DbCommand command, string name, ColumnKind kind, object?[] values)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = kind switch
        {
            ColumnKind.Guid => Nullable<Guid>(values),
            ColumnKind.Time => Array.ConvertAll(values, DateTimeOffset? (v) => v is null ? null : ((DateTimeOffset)v).ToUniversalTime()),
            ColumnKind.Int16 => Nullable<short>(values),
            ColumnKind.Int32 => Array.ConvertAll(values, v => (int)v!),
            ColumnKind.Int64 => Nullable<long>(values),
            ColumnKind.Boolean => Array.ConvertAll(values, v => (bool)v!),
            ColumnKind.Bytes => Array.ConvertAll(values, v => (byte[]?)v),
            _ => Array.ConvertAll(values, v => (string?)v),
        };
        command.Parameters.Add(parameter);
    }

    private static T?[] Nullable<T>(object?[] values)
        where T : struct => Array.ConvertAll(values, T? (v) => (T?)v);
}
