using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Messaging.TestTools;

/// <summary>A real SMTP server for one test class: Exim on ports of its own, with configuration, spool, log and mail in a temporary folder.</summary>
/// <remarks>
/// Takes mail for every recipient but <c>unknown@</c> (550 5.1.1), <c>full@</c> (552 5.2.2) and <c>later@</c> (451 4.7.1), and from every sender but
/// <c>blocked@</c> (550 5.7.1); a header <c>X-Refuse</c> or <c>X-Defer</c> is refused after the content (554 5.7.1, 451 4.3.0). Runs as the user of the
/// tests, or as nobody when that is root: no privilege is needed.
/// </remarks>
public sealed class EximServer : IAsyncDisposable
{
    public const string UserName = "exim-user";
    public const string Password = "exim-password";

    private const int Nobody = 65534;
    private static readonly string[] Programs = ["/usr/sbin/exim4", "/usr/sbin/exim", "/usr/local/sbin/exim"];
    private static readonly TimeSpan NeverReached = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder;
    private readonly Process _process;

    private EximServer(TemporaryFolder folder, Process process, int port, int tlsPort) => (_folder, _process, Port, TlsPort) = (folder, process, port, tlsPort);

    public static TestRequirement Requirement { get; } = new(() =>
        OperatingSystem.IsLinux() && Array.Exists(Programs, File.Exists)
            ? null
            : "Exim is not installed: on Debian or Ubuntu, install the package exim4-daemon-light.");

    /// <summary>The port for plain text and STARTTLS on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The port for TLS from the first byte on 127.0.0.1.</summary>
    public int TlsPort { get; }

    /// <summary>Where each delivered message is a file.</summary>
    public string MailFolder => Path.Combine(_folder.Path, "mail", "new");

    /// <summary>The server's own ledger: <c>&lt;=</c> is a message taken, <c>=&gt;</c> one delivered.</summary>
    public string MainLogPath => Path.Combine(LogFolder, "mainlog");

    private string LogFolder => Path.Combine(_folder.Path, "log");

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="requireSignIn">Whether it takes mail only after AUTH with <see cref="UserName"/> and <see cref="Password"/>.</param>
    public static async Task<EximServer> StartAsync(bool requireSignIn = false)
    {
        Requirement.Demand();
        for (var attempt = 1; ; attempt++)
        {
            var (port, tlsPort) = FindPorts();
            var folder = Prepare(port, tlsPort, requireSignIn);
            var server = new EximServer(folder, Start(folder.Path), port, tlsPort);
            if (await server.ListensAsync())
            {
                return server;
            }

            var words = server.Logs();
            await server.DisposeAsync();
            if (attempt == 5)
            {
                throw new InvalidOperationException($"Exim does not start. {words}");
            }
        }
    }

    /// <summary>Waits until this many messages have been delivered since the server started.</summary>
    public async Task<IReadOnlyList<EximMail>> WaitForMailsAsync(int count)
    {
        await WaitAsync(MailFolder, () => Directory.GetFiles(MailFolder).Length >= count);
        return [.. Directory.GetFiles(MailFolder).Order(StringComparer.Ordinal).Select(f => new EximMail(File.ReadAllBytes(f)))];
    }

    /// <summary>Lets deliveries end, stops the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // A delivery runs in a process that no longer belongs to the server's: only the ledger tells when it is over.
            await WaitAsync(LogFolder, () => Count(" <= ") == Count(" Completed"));
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await DeleteFolderAsync();
    }

    private static TemporaryFolder Prepare(int port, int tlsPort, bool requireSignIn)
    {
        var folder = new TemporaryFolder();
        foreach (var name in new[] { "spool", "log", "mail/new", "mail/cur", "mail/tmp" })
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, name));
        }

        var user = Environment.IsPrivilegedProcess ? (Nobody, Nobody) : (Id("Uid:"), Id("Gid:"));
        File.WriteAllText(Path.Combine(folder.Path, "exim.conf"), EximConfiguration.Write(folder.Path, user, port, tlsPort, requireSignIn));
        File.WriteAllText(Path.Combine(folder.Path, "certificate.pem"), SelfSignedCertificate.CertificatePem);
        File.WriteAllText(Path.Combine(folder.Path, "key.pem"), SelfSignedCertificate.KeyPem);
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["-R", $"{Nobody}:{Nobody}", folder.Path]);
            chown.WaitForExit();
        }

        return folder;
    }

    private static Process Start(string folder)
    {
        string[] exim = [Array.Find(Programs, File.Exists)!, "-C", Path.Combine(folder, "exim.conf"), "-bdf"];
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", .. exim] : exim;
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, WorkingDirectory = folder })!;
    }

    private static int Id(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return int.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture);
    }

    private static (int Port, int TlsPort) FindPorts()
    {
        using var one = new TcpListener(IPAddress.Loopback, 0);
        using var two = new TcpListener(IPAddress.Loopback, 0);
        one.Start();
        two.Start();
        return (((IPEndPoint)one.LocalEndpoint).Port, ((IPEndPoint)two.LocalEndpoint).Port);
    }

    private static async Task WaitAsync(string folder, Func<bool> isReached)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object sender, FileSystemEventArgs e)
        {
            if (isReached())
            {
                reached.TrySetResult();
            }
        }

        using var watcher = new FileSystemWatcher(folder);
        watcher.Created += Look;
        watcher.Changed += Look;
        watcher.Renamed += Look;
        watcher.EnableRaisingEvents = true;
        Look(watcher, new FileSystemEventArgs(WatcherChangeTypes.All, folder, null));
        await reached.Task.WaitAsync(NeverReached);
    }

    private async Task<bool> ListensAsync()
    {
        var ended = _process.WaitForExitAsync();
        var listens = WaitAsync(LogFolder, () => Count("listening for SMTP") > 0);
        return await Task.WhenAny(ended, listens) == listens && listens.IsCompletedSuccessfully;
    }

    private async Task DeleteFolderAsync()
    {
        for (var attempt = 1; Directory.Exists(_folder.Path); attempt++)
        {
            try
            {
                _folder.Dispose();
            }
            catch (IOException) when (attempt < 1000)
            {
                // The last delivery is still tidying up.
                await Task.Yield();
            }
        }
    }

    private int Count(string words) => Logs().Split(words).Length - 1;

    private string Logs() => string.Join('\n', Directory.GetFiles(LogFolder).Select(File.ReadAllText));
}
