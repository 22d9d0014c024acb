using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Ledgers;
using Messaging.Reliability.Host.Roles;
using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A database, a provider's ledgers and the processes of one test. Disposing ends the processes first.</summary>
public sealed class Workbench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<HostProcess> _processes = [];
    private readonly ITestOutputHelper _output;
    private ServiceProvider? _client;

    public Workbench(DatabaseKind kind, ITestOutputHelper output)
    {
        _output = output;
        LedgerFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "ledgers")).FullName;
        Database = ScratchDatabase.Create(kind, _folder.Path);
        Settings = new HostSettings { Role = HostRole.Dispatch, Database = kind, ConnectionString = Database.ConnectionString, LedgerFolder = LedgerFolder };
    }

    public ScratchDatabase Database { get; }

    public string LedgerFolder { get; }

    /// <summary>What every process is told, before a test adds its own.</summary>
    public HostSettings Settings { get; }

    public IReadOnlyList<LedgerEntry> Ledger => Host.Ledgers.Ledger.Read(LedgerFolder);

    /// <summary>Starts a process.</summary>
    public HostProcess Start(HostSettings settings)
    {
        var process = new HostProcess(settings);
        _processes.Add(process);
        return process;
    }

    /// <summary>Stores messages from this process.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<Guid>> SendAsync(int messages = 1, MessageCategory category = MessageCategory.Transactional)
    {
        _client ??= NewClient();
        var ids = new List<Guid>();
        foreach (var request in Requests.For(messages, category))
        {
            ids.AddRange((await _client.GetRequiredService<IMessagingClient>().SendAsync(request)).Messages.Select(m => m.Id));
        }

        return ids;
    }

    public async Task<Delivery> DeliveryAsync(Guid id) => (await Database.RowsAsync<Delivery>()).Single(d => d.Id == id);

    public Task<EndState> EndStateAsync(Guid id) => EndState.ReadAsync(Database, LedgerFolder, id);

    /// <summary>Waits until no message is waiting or under way.</summary>
    public Task WaitUntilDoneAsync(TimeSpan? patience = null) =>
        Wait.UntilAsync(async () => !await Database.AnyAsync(d => d.WorkState != WorkState.Done), Describe, patience);

    /// <summary>Compares the stored messages with the ledgers, and prints the numbers.</summary>
    public async Task<Verdict> VerdictAsync(string run)
    {
        var verdict = await Verdict.OfAsync(Database, LedgerFolder);
        _output.WriteLine($"{run}: {verdict}");
        return verdict;
    }

    public void Print(string line) => _output.WriteLine(line);

    /// <summary>What to show when a test gives up waiting.</summary>
    public string Describe() => string.Join("\n\n", _processes);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        Database.Dispose();
        _folder.Dispose();
    }

    private ServiceProvider NewClient()
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging(o => o.SendOnly = true);
        _ = Database.Kind == DatabaseKind.Sqlite ? builder.UseSqlite(Database.ConnectionString) : builder.UsePostgreSql(Database.ConnectionString);
        return services.BuildServiceProvider();
    }
}
