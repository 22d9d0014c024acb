using System.Text;
using Messaging.EntityFramework.Store;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Messaging.Sqlite;

/// <summary>A prepared statement of SQLite, with parameters bound by their number (sqlite.org/c3ref/bind_blob.html). Ids are big-endian bytes, times Unix milliseconds, booleans 0 and 1.</summary>
internal sealed class NativeStatement : IPreparedStatement
{
    private const int ShortText = 256;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _indexes;

    public NativeStatement(sqlite3 database, string text, IReadOnlyList<string> parameters)
    {
        _database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement), database);
        _indexes = [.. parameters.Select(p => raw.sqlite3_bind_parameter_index(_statement, "@" + p))];
    }

    public void Bind(int index, ColumnKind kind, object? value)
    {
        var at = _indexes[index];
        if (at > 0)
        {
            Check(Bind(at, value));
        }
    }

    public ValueTask<int> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_DONE)
        {
            var changes = raw.sqlite3_changes(_database);
            raw.sqlite3_reset(_statement);
            return ValueTask.FromResult(changes);
        }

        // What went wrong must be read before the reset, which forgets it.
        try
        {
            SqliteException.ThrowExceptionForRC(code == raw.SQLITE_ROW ? raw.SQLITE_MISUSE : code, _database);
            return ValueTask.FromResult(0);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int at, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(_statement, at);
            case string text:
                return Bind(at, text);
            case Guid id:
                Span<byte> bytes = stackalloc byte[16];
                id.TryWriteBytes(bytes, bigEndian: true, out _);
                return raw.sqlite3_bind_blob(_statement, at, bytes);
            case byte[] blob:
                return raw.sqlite3_bind_blob(_statement, at, blob);
            case DateTimeOffset time:
                return raw.sqlite3_bind_int64(_statement, at, time.ToUnixTimeMilliseconds());
            case bool flag:
                return raw.sqlite3_bind_int64(_statement, at, flag ? 1 : 0);
            case short or int or long:
                return raw.sqlite3_bind_int64(_statement, at, Convert.ToInt64(value, null));
            default:
                throw new NotSupportedException($"SQLite has no form for a {value.GetType().Name}.");
        }
    }

    private int Bind(int at, string text)
    {
        if (text.Length > ShortText)
        {
            return raw.sqlite3_bind_text(_statement, at, text);
        }

        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return raw.sqlite3_bind_text(_statement, at, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
