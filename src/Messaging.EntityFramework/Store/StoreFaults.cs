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
            "25006" => ("The server is read-only: it is a standby, or was one. Connect to the primary.", true),
            "42501" => ("The database user lacks permission on the messaging tables.", false),
            "53100" => ("The server's disk is full.", true),
            "40001" or "40P01" or "55P03" => ("Another transaction was in the way, repeatedly.", true),
            null => ("The server cannot be reached. Check that it runs, and the host and port of the connection string.", true),
            _ => ($"The database reported {failure.SqlState}.", failure.IsTransient || IsConnectionLoss(failure)),
        };

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

    private static bool IsConnectionLoss(DbException failure) =>
        failure.SqlState is { } state ? state.StartsWith("08", StringComparison.Ordinal) || state is "57P01" or "57P02" or "57P03" : SqliteCode(failure) is null;
}
