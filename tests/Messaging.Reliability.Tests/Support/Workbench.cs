using System.Globalization;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Ledgers;
using Messaging.Reliability.Host.Roles;
using Messaging.TestTools;
using Messaging.TestTools.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A database, a provider's ledgers and the processes of one test. Disposing ends the processes first.</summary>
public sealed class Workbench : IAsyncDisposable
{
    /// <summary>What webhooks to the client are signed with.</summary>
    public const string WebhookKey = "the-right-key";

    private const int Many = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly List<HostProcess> _processes = [];
    private readonly List<Guid> _told = [];
    private readonly ITestOutputHelper _output;
    private ServiceProvider? _client;
    private StatusWatch? _watch;

    /// <param name="kind">The kind of database.</param>
    /// <param name="output">Where figures go.</param>
    /// <param name="server">The PostgreSQL server, or null for the one that all tests share.</param>
    /// <param name="readFrom">The server that the test reads, when it is not the same.</param>
    public Workbench(DatabaseKind kind, ITestOutputHelper output, string? server = null, string? readFrom = null)
    {
        _output = output;
        LedgerFolder = Directory.CreateDirectory(Path.Combine(_folder.Path, "ledgers")).FullName;
        Database = ScratchDatabase.Create(kind, _folder.Path, server, readFrom);
        Settings = new HostSettings { Role = HostRole.Dispatch, Database = kind, ConnectionString = Database.ConnectionString, LedgerFolder = LedgerFolder };
    }

    public ScratchDatabase Database { get; }

    /// <summary>The services of a client in this process.</summary>
    public IServiceProvider Client => _client ??= NewClient(Database.ConnectionString);

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

    /// <summary>Starts a mail server as a process of its own.</summary>
    /// <param name="answerDelay">How long it thinks before each answer.</param>
    /// <param name="unanswered">How many messages it takes without answering.</param>
    /// <returns>Its port.</returns>
    public async Task<int> StartMailServerAsync(TimeSpan answerDelay = default, int unanswered = 0)
    {
        var server = Start(Settings with { Role = HostRole.Receive, Node = "mail", AnswerDelay = answerDelay, UnansweredMails = unanswered });
        return int.Parse((await server.WaitForAsync("@port "))["@port ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Waits until the providers have taken so many messages.</summary>
    public Task WaitForLedgerAsync(int entries) => Wait.UntilAsync(() => Host.Ledgers.Ledger.Count(LedgerFolder) >= entries, Describe);

    /// <summary>Runs a process until it has killed itself at its fault point.</summary>
    public async Task KillAsync(HostSettings settings)
    {
        var victim = Start(settings);
        var code = await victim.WaitForExitAsync();
        if (code != HostProcess.Killed)
        {
            throw new InvalidOperationException($"{settings.Node} ended with {code} instead of being killed. {victim}");
        }
    }

    /// <summary>Lets a node that survived take over, as soon as the leases of the others are at an end, until no message is waiting or under way.</summary>
    /// <param name="settings">The survivor's.</param>
    /// <param name="leaseLeft">How long the others' leases still last.</param>
    public async Task TakeOverAsync(HostSettings settings, TimeSpan leaseLeft = default)
    {
        await Database.EndLeasesAsync(leaseLeft);
        await using var survivor = await Survivor.StartAsync(settings);
        await WaitUntilDoneAsync();
    }

    /// <summary>Runs a short role in this process.</summary>
    /// <returns>What it said.</returns>
    public static async Task<string> RunErrandAsync(HostSettings settings)
    {
        await using var written = new StringWriter();
        await Errand.RunAsync(settings, new Announcer(written, TextReader.Null));
        return written.ToString();
    }

    /// <summary>Stores messages from this process, and keeps an eye on them when they are many.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<Guid>> SendAsync(int messages = 1, MessageCategory category = MessageCategory.Transactional, int recipients = 0, bool isChat = false)
    {
        var ids = new List<Guid>();
        foreach (var request in Requests.For(messages, category, recipients: recipients, isChat: isChat))
        {
            ids.AddRange((await Client.GetRequiredService<IMessagingClient>().SendAsync(request)).Messages.Select(m => m.Id));
        }

        _told.AddRange(ids);
        if (_watch is null && ids.Count >= Many)
        {
            _watch = new StatusWatch(Database, ids);
        }

        return ids;
    }

    public async Task<Guid> OnlyMessageAsync() => (await Database.RowsAsync<Delivery>()).Single().Id;

    public async Task<Delivery> DeliveryAsync(Guid id) => (await Database.RowsAsync<Delivery>()).Single(d => d.Id == id);

    public Task<EndState> EndStateAsync(Guid id) => EndState.ReadAsync(Database, LedgerFolder, id);

    /// <summary>Waits until no message is waiting or under way.</summary>
    public Task WaitUntilDoneAsync(TimeSpan? pause = null) =>
        Wait.UntilAsync(async () => !await Database.AnyAsync(d => d.WorkState != WorkState.Done), Describe, pause);

    /// <summary>Compares what callers were told, the ledgers and the tables, and prints the numbers.</summary>
    /// <param name="run">What to call this run.</param>
    /// <param name="underKeys">Whether the provider honours idempotency keys.</param>
    public async Task<Verdict> VerdictAsync(string run, bool underKeys = false)
    {
        var regressed = _watch is null ? [] : await _watch.EndAsync();
        var verdict = Verdict.Of(await Histories.ReadAsync(Database, Ledger, _told, regressed, underKeys));
        _output.WriteLine($"{run}: {verdict}");
        return verdict;
    }

    public void Print(string line) => _output.WriteLine(line);

    /// <summary>What to show when a test gives up waiting.</summary>
    public string Describe() => string.Join("\n\n", _processes.Select(p => p.ToString()).Append(Database.DescribeOpen()));

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

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

    /// <summary>The services of another client in this process, for the caller to dispose.</summary>
    /// <param name="connectionString">How it reaches the database.</param>
    /// <param name="hints">Whether it wakes dispatchers.</param>
    public ServiceProvider NewClient(string connectionString, bool hints = true)
    {
        var services = new ServiceCollection();
        var builder = services.AddMessaging(o =>
        {
            o.SendOnly = true;
            o.Channels = [MessageChannel.Messenger];
            o.Marketing.RequiresConsent = false;
        });
        // Without confirmations, which rightly go after an opt-out.
        builder.AddHmac(WebhookKey).AddInbound(o => o.OptOutTexts.Clear());
        builder.ConfigureDispatcher(o => o.WakeUpHints = hints);
        _ = Database.Kind == DatabaseKind.Sqlite ? builder.UseSqlite(connectionString) : builder.UsePostgreSql(connectionString);
        return services.BuildServiceProvider();
    }
}
