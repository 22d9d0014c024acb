using Messaging.Dispatching;
using Messaging.Maintenance;
using Messaging.Storage;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Support;

/// <summary>A host in memory with a manual clock and a recording email adapter. Nothing runs by itself: a test claims, sweeps and moves the clock.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestHost(Action<MessagingBuilder>? configure = null, RecordingChannelAdapter? email = null)
    {
        Email = email ?? new RecordingChannelAdapter();
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock);
        var builder = services.AddMessaging().UseInMemoryStore().AddChannel("email", MessageChannel.Email, _ => Email);
        configure?.Invoke(builder);
        _services = services.BuildServiceProvider();
    }

    public ManualTimeProvider Clock { get; } = new();

    public RecordingChannelAdapter Email { get; }

    public IMessagingClient Client => Get<IMessagingClient>();

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static MessageRequest Request(string? key = null, params string[] emails) => new()
    {
        Content = new InlineContent { Subject = "Hello", Text = "Body" },
        To = [.. (emails.Length == 0 ? ["lan@example.org"] : emails).Select(e => new Recipient { Email = e })],
        IdempotencyKey = key,
    };

    /// <summary>Leaves consent to the host, for tests about something else.</summary>
    public static void WithoutConsent(MessagingBuilder builder) => builder.Services.AddMessaging(o => o.Marketing.RequiresConsent = false);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Takes or renews the dispatcher's lease.</summary>
    public Task BeatAsync() => Get<DispatcherLease>().BeatAsync(default);

    /// <summary>Claims once and waits until everything claimed has ended.</summary>
    /// <returns>How many messages were claimed.</returns>
    public async Task<int> DispatchAsync()
    {
        await BeatAsync();
        Get<DispatchSignal>().Notify();
        var (claimed, ended) = await Get<MessageDispatcher>().RunOnceAsync(default);
        await ended;
        return claimed;
    }

    public Task SweepAsync() => Get<MaintenanceService>().RunOnceAsync(default);

    public async Task<StoredMessage> FindAsync(Guid id, string tenant = "") => (await Client.FindAsync(id, tenant))!;

    /// <summary>Sends one message and returns its id.</summary>
    public async Task<Guid> SendAsync(MessageRequest? request = null) => (await Client.SendAsync(request ?? Request())).Messages[0].Id;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
