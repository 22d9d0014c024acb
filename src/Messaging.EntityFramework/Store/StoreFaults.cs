using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;

namespace Messaging.EntityFramework.Store;

/// <summary>Reads what a database driver reports: whether trying again may help, whether the work may have been done, and what to tell the reader.</summary>
/// <remarks>PostgreSQL reports SQLSTATE (Appendix A of its manual); SQLite a result code (sqlite.org/rescode.html), which its driver writes into the message.</remarks>
internal static class StoreFaults
{
    private const string SqlitePrefix = "SQLite Error ";

    /// <summary>The exception to throw for a failure of an operation.</summary>
    public static MessageStoreException Translate(Exception failure, string operation, string contextName)
    {
        var database = failure as DbException ?? failure.InnerException as DbException;
        var (advice, transient) = database is null ? ("The database did not answer in time.", true) : Read(database, contextName);
        return new MessageStoreException($"The message store failed to {operation}. {advice}", failure)
        {
            IsTransient = transient,
            OutcomeUnknown = database is null || IsConnectionLoss(database),
        };
    }

    /// <summary>Whether this is a failure of the database, and not a mistake in the program.</summary>
    public static bool IsDatabaseFailure(Exception failure) =>
        failure is DbException or TimeoutException or SocketException || (failure is InvalidOperationException && failure.InnerException is DbException or TimeoutException);

    /// <summary>Whether repeating at once is worthwhile: a conflict with another transaction, also over a key that both insert, but not an unreachable database.</summary>
    public static bool IsConflict(Exception failure) =>
        (failure as DbException ?? failure.InnerException as DbException) is { } database && (database.SqlState is "40001" or "40P01" or "55P03" or "23505" || SqliteCode(database) is 5 or 6 or 19);

    /// <summary>Whether a PostgreSQL server refused a write because it takes none.</summary>
    public static bool IsReadOnlyServer(Exception failure) => (failure as DbException ?? failure.InnerException as DbException)?.SqlState == "25006";

    /// <summary>The result code of SQLite in an exception of its driver, or null.</summary>
    public static int? SqliteCode(DbException failure)
    {
        if (!failure.Message.StartsWith(SqlitePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var colon = failure.Message.IndexOf(':', SqlitePrefix.Length);
        return colon > 0 && int.TryParse(failure.Message.AsSpan(SqlitePrefix.Length, colon - SqlitePrefix.Length), CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    private static (string Advice, bool Transient) Read(DbException failure, string contextName) => SqliteCode(failure) is { } code
        ? ReadSqlite(code, failure, contextName)
        : failure.SqlState switch
        {
            "42P01" => (MissingTables(contextName), true),
            "3D000" => ("The database does not exist. Create it, or correct the connection string.", true),
            "28000" or "28P01" => ("The database refused the login. Check the user and password of the connection string.", false),
            "25006" => ("The server is read-only: it is a standby, or was one. Connect to the primary, with Target Session Attributes=primary where there are several hosts.", true),
            "25P02" => ("The transaction had failed before, at another statement. Roll it back and run all of it again.", false),
            "42501" => ("The database user lacks permission on the messaging tables, or to make them in their schema.", false),
            "42704" => ("The server does not know a name. Check the settings in Options of the connection string.", false),
            "53100" => ("The server's disk is full.", true),
            "53300" => ("The server has no connection left. Lower Maximum Pool Size in the connection string, or raise max_connections.", true),
            "57014" => ("A statement took longer than statement_timeout allows and was given up.", true),
            "57P01" or "57P02" or "57P03" => ("The server is stopping or starting.", true),
            "08P01" => ("The server, or a pooler before it, refused the connection. Behind PgBouncer, add No Reset On Close=true to the connection string.", true),
            "40001" or "40P01" or "55P03" => ("Another transaction was in the way, repeatedly.", true),
            null => ("The server cannot be reached. Check that it runs, and the host and port of the connection string.", true),
            _ => ($"The database reported {failure.SqlState}.", failure.IsTransient || IsPassing(failure.SqlState)),
        };

    // Connection trouble, roll-back without fault of the statement, lack of resources, an operator's or a time-out's intervention, trouble outside of the server.
    private static bool IsPassing(string state) => state is not "40002" && (state[..2] is "08" or "40" or "53" or "57" or "58" || state is "25P03" or "25P04" or "55006");

    private static (string Advice, bool Transient) ReadSqlite(int code, DbException failure, string contextName) => code switch
    {
        1 when failure.Message.Contains("no such table", StringComparison.Ordinal) => (MissingTables(contextName), true),
        5 or 6 => ("The SQLite file was locked by another writer for too long. If this code holds a transaction on the same file, call db.Messaging().SendAsync(...) to send inside it.", true),
        8 => ("The SQLite file is read-only. Give this process permission to write the file and its folder.", false),
        13 => ("The disk is full.", true),
        14 => ("The SQLite file cannot be opened. Check that its folder exists and this process may write there.", false),
        11 or 26 => ("The SQLite file is damaged or is no database.", false),
        _ => ($"SQLite reported {code.ToString(CultureInfo.InvariantCulture)}.", false),
    };

    private static string MissingTables(string contextName) =>
        $"The messaging tables are not there. Apply the migrations of {contextName}; after modelBuilder.AddMessaging(...) was added, it needs a new one.";

    // A refused connection has done nothing; a lost one may have committed. A server that is told to stop may have committed too, and only waited for its standby.
    private static bool IsConnectionLoss(DbException failure) => failure.SqlState is { } state
        ? (state.StartsWith("08", StringComparison.Ordinal) && state is not ("08001" or "08004")) || state is "40003" or "57P01" or "57P02"
        : SqliteCode(failure) is null;
}
