using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>SQLite has neither ids nor times nor booleans: ids are big-endian bytes, times Unix milliseconds, booleans 0 and 1.</summary>
internal sealed class SqliteValueForm : ValueForm
{
    public override object ToParameter(ColumnKind kind, object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        bool flag => flag ? 1L : 0L,
        _ => value,
    };

    public override Guid ReadGuid(DbDataReader reader, int ordinal) => new(reader.GetFieldValue<byte[]>(ordinal), bigEndian: true);

    public override DateTimeOffset ReadTime(DbDataReader reader, int ordinal) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(ordinal));

    public override bool ReadBoolean(DbDataReader reader, int ordinal) => reader.GetInt64(ordinal) != 0;
}
