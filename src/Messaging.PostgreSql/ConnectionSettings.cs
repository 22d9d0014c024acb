using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;

namespace Messaging.PostgreSql;

/// <summary>What the library's own connections add to the host's connection string.</summary>
internal static partial class ConnectionSettings
{
    private const int Statements = 64;

    // A statement that hangs would hold rows that other dispatchers skip; whoever waits for a lock holds others.
    // A prepared statement keeps the plan of the day it was made. Made while a table was small, or not yet analysed, it would read the table whole however large that has become: so it never prefers to.
    // Where reading the whole table is the only way, its cost is put so high that the server would compile it first.
    private static readonly (string Name, string Value)[] Session =
        [("statement_timeout", "10s"), ("lock_timeout", "2s"), ("idle_in_transaction_session_timeout", "30s"), ("enable_seqscan", "off"), ("jit", "off")];

    /// <summary>Adds to a connection string what the host left open.</summary>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "messaging";
        if (settings.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            settings.TargetSessionAttributes ??= "primary";
        }

        // Who keeps sessions from being reset shares them through a pooler, which refuses settings in the start message.
        if (!settings.NoResetOnClose)
        {
            settings.Options = WithSession(settings.Options ?? Environment.GetEnvironmentVariable("PGOPTIONS") ?? "");

            // The statements are few and large: to read and plan one takes longer than to run it for a single message.
            settings.MaxAutoPrepare = new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>().Any(IsAutoPrepare) ? settings.MaxAutoPrepare : Statements;

            // The pool is the library's own, and its statements change nothing that outlives their transaction: the server need not clean up before each of them.
            settings.NoResetOnClose = true;
        }

        return settings;
    }

    /// <summary>The connection that listens: one of its own for as long as it holds, which breaks off at once when the server is silent.</summary>
    public static string ForListening(NpgsqlConnectionStringBuilder settings) => new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        ApplicationName = settings.ApplicationName + " listener",
        Pooling = false,
        Enlist = false,
        CancellationTimeout = -1,
    }.ConnectionString;

    private static string WithSession(string options)
    {
        var missing = Session.Where(s => !Names(options, s.Name)).Select(s => $"-c {s.Name}={s.Value}");
        return string.Join(' ', missing.Prepend(options)).Trim();
    }

    private static bool IsAutoPrepare(string key) => key.Replace(" ", "", StringComparison.Ordinal).Equals("MaxAutoPrepare", StringComparison.OrdinalIgnoreCase);

    // Both "-c lock_timeout=1s" and "--lock-timeout=1s", and not "-c deadlock_timeout=1s".
    private static bool Names(string options, string name) => Name().Matches(options).Any(m => string.Equals(m.Groups["name"].Value.Replace('-', '_'), name, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"(^|\s)(-c\s*|--)(?<name>[a-z][a-z_-]*)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
