using System.Diagnostics;
using System.Globalization;
using Messaging.TestTools;
using Npgsql;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A PostgreSQL server of one test, which the test may stop, copy and promote.</summary>
public sealed class PrivateServer : IDisposable
{
    private static readonly string Binaries = PostgreSqlServer.FindBinaries("pg_basebackup") ?? "";

    private readonly string _folder = Directory.CreateTempSubdirectory("messaging-pg-").FullName;
    private readonly Process _guard;

    private PrivateServer(Action<string> fill)
    {
        if (PostgreSqlServer.ServerAccount is { } account)
        {
            PostgreSqlServer.Run(null, "chown", account, _folder);
        }

        fill(Data);
        Start();
        _guard = PostgreSqlServer.StartGuard(PostgreSqlServer.ServerAccount, Path.Combine(Binaries, "pg_ctl"), Data, _folder);
    }

    /// <summary>Whether this machine can run servers of its own, whichever one the environment names.</summary>
    public static bool IsPossible => Binaries.Length > 0;

    public int Port { get; } = PostgreSqlServer.FreePort();

    /// <summary>How to reach its database <c>postgres</c>.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres;SSL Mode=Disable");

    private string Data => Path.Combine(_folder, "data");

    public static PrivateServer Create() => new(data => Run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"));

    /// <summary>Starts a standby that follows this server.</summary>
    public PrivateServer NewStandby() =>
        new(data => Run("pg_basebackup", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-D", data, "-R", "--no-sync", "-c", "fast"));

    public void Start() => Run(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-w", "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{_folder}' -c fsync=off"), "start");

    public void Stop() => Run("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Makes a standby the primary.</summary>
    public void Promote() => Run("pg_ctl", "-D", Data, "-w", "promote");

    /// <summary>Asks the server something, on a connection of its own.</summary>
    public async Task<object?> AskAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose()
    {
        // The guard stops the server and removes the folder when its input ends.
        _guard.StandardInput.Close();
        _guard.WaitForExit(TimeSpan.FromSeconds(30));
        _guard.Dispose();
    }

    private static void Run(string program, params string[] arguments) => PostgreSqlServer.Run(PostgreSqlServer.ServerAccount, Path.Combine(Binaries, program), arguments);
}
