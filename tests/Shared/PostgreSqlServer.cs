using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.TestTools;

/// <summary>A PostgreSQL server for tests: the one that the environment variable MESSAGING_TEST_POSTGRES names, or a private one started from local binaries, which ends with the test process.</summary>
/// <remarks>PostgreSQL refuses to run as root; then it runs as the account <c>postgres</c>, or <c>nobody</c>.</remarks>
public static class PostgreSqlServer
{
    private const string Variable = "MESSAGING_TEST_POSTGRES";

    private static readonly Lazy<string> Started = new(Start);

    // Kept, so that its input stays open as long as this process lives.
    private static Process? _guard;

    public static TestRequirement Requirement { get; } = new(() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } || FindBinaries() is not null
            ? null
            : $"Neither {Variable} names a server nor are PostgreSQL's initdb and pg_ctl on this machine.");

    /// <summary>The connection string of the server, to its database <c>postgres</c>.</summary>
    public static string ConnectionString
    {
        get
        {
            Requirement.Demand();
            return Started.Value;
        }
    }

    /// <summary>The account that servers run as; null for this process's own.</summary>
    internal static string? ServerAccount => IsRoot ? Account() : null;

    private static bool IsRoot => !OperatingSystem.IsWindows() && string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
        {
            return given;
        }

        var binaries = FindBinaries()!;
        var folder = Directory.CreateTempSubdirectory("messaging-pg-").FullName;
        var account = ServerAccount;
        if (account is not null)
        {
            Run(null, "chown", account, folder);
        }

        var data = Path.Combine(folder, "data");
        var port = FreePort();
        Run(account, Path.Combine(binaries, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C");
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=200 -c max_prepared_transactions=10");
        Run(account, Path.Combine(binaries, "pg_ctl"), "-D", data, "-l", Path.Combine(folder, "log"), "-o", options, "-w", "start");
        _guard = StartGuard(account, Path.Combine(binaries, "pg_ctl"), data, folder);
        return string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Maximum Pool Size=40");
    }

    // A test host is often killed before an exit handler is done. This process waits for the end of its input, which comes however the test host ends.
    internal static Process StartGuard(string? account, string control, string data, string folder)
    {
        var stop = $"{(account is null ? "" : $"runuser -u {account} -- ")}'{control}' -D '{data}' -m immediate -w stop";
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec > /dev/null 2>&1; trap '' INT TERM HUP; cat; {stop}; rm -rf '{folder}'"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        return Process.Start(start)!;
    }

    /// <summary>The first folder with PostgreSQL's programs to make and control a server, and further ones of them.</summary>
    internal static string? FindBinaries(params string[] further)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).AsEnumerable();
        if (Directory.Exists("/usr/lib/postgresql"))
        {
            folders = folders.Concat(Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")));
        }

        return folders.FirstOrDefault(f => f.Length > 0 && File.Exists(Path.Combine(f, "initdb")) && File.Exists(Path.Combine(f, "pg_ctl")) && further.All(p => File.Exists(Path.Combine(f, p))));
    }

    private static string Account() => File.ReadLines("/etc/passwd").Any(l => l.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres" : "nobody";

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal static void Run(string? account, string program, params string[] arguments)
    {
        var start = account is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo("runuser", ["-u", account, "--", program, .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        using var process = Process.Start(start)!;

        // pg_ctl leaves the server holding these pipes, so they are not read to their end.
        process.OutputDataReceived += static (_, _) => { };
        var errors = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, e) => errors.AppendLine(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)) || process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {errors}");
        }
    }
}
