namespace Messaging.EntityFramework.Model;

/// <summary>The column type of each kind of value on each database, fixed so that a host's conventions cannot change them.</summary>
internal sealed record ColumnTypes
{
    /// <summary>The provider name of PostgreSQL.</summary>
    public const string PostgreSqlProvider = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>The provider name of SQLite.</summary>
    public const string SqliteProvider = "Microsoft.EntityFrameworkCore.Sqlite";

    public string? Guid { get; private init; }

    public string? Time { get; private init; }

    public string? Int16 { get; private init; }

    public string? Int32 { get; private init; }

    public string? Int64 { get; private init; }

    public string? Boolean { get; private init; }

    public string? Bytes { get; private init; }

    /// <summary>Whether the database keeps whatever length is written, so that lengths are only documentation.</summary>
    public bool UnboundedText { get; private init; }

    /// <summary>Whether ids are kept as big-endian bytes and times as Unix milliseconds, because the database has neither type.</summary>
    public bool IsSqlite { get; private init; }

    /// <summary>The types of a provider; unknown ones choose their own.</summary>
    public static ColumnTypes For(string? providerName) => providerName switch
    {
        SqliteProvider => new()
        {
            Guid = "BLOB", Time = "INTEGER", Int16 = "INTEGER", Int32 = "INTEGER", Int64 = "INTEGER", Boolean = "INTEGER", Bytes = "BLOB", UnboundedText = true, IsSqlite = true,
        },
        PostgreSqlProvider => new()
        {
            Guid = "uuid", Time = "timestamp with time zone", Int16 = "smallint", Int32 = "integer", Int64 = "bigint", Boolean = "boolean", Bytes = "bytea",
        },
        _ => new(),
    };

    /// <summary>The type of a text of limited, or with null unlimited, length.</summary>
    public string? Text(int? maxLength) => UnboundedText ? "TEXT" : Guid is null ? null : maxLength is { } length ? $"character varying({length})" : "text";
}
