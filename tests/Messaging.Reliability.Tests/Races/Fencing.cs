using Messaging.Channels;
using Messaging.Messages;
using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Roles;
using Messaging.Reliability.Host.Stores;
using Messaging.Reliability.Tests.Support;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Races;

/// <summary>The steps of dispatchers in an order that the test decides, a hundred messages at a time.</summary>
internal sealed class Fencing : IAsyncDisposable
{
    public const int Messages = 100;

    private readonly Workbench _bench;
    private readonly IHost _host;
    private Func<IDeliveryStore, Task> _interruption = _ => Task.CompletedTask;
    private long _epoch;

    public Fencing(DatabaseKind kind, StoreKind store, ITestOutputHelper output, string? server = null)
    {
        _bench = new Workbench(kind, output, server);
        _host = NodeHost.Build(
            _bench.Settings with { Store = store },
            new Announcer(TextWriter.Null, TextReader.Null),
            services => services.Decorate<IDeliveryStore>((_, inner) => new InterruptedStore(inner, i => _interruption(i))));
    }

    private IDeliveryStore Store => _host.Services.GetRequiredService<IDeliveryStore>();

    public Task SendAsync() => _bench.SendAsync(Messages);

    public Task<IReadOnlyList<Delivery>> RowsAsync() => _bench.Database.RowsAsync<Delivery>();

    /// <summary>A new dispatcher claims everything.</summary>
    /// <returns>The rows as it knows them.</returns>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync()
    {
        var epoch = ++_epoch;
        await Store.HeartbeatAsync(epoch, "race", TimeSpan.FromMinutes(1), isNew: true, default);
        var lanes = await Store.FindLanesAsync(default);
        var claimed = await Store.ClaimAsync(epoch, [.. lanes.Select(l => new LaneQuota(l.Key, Messages))], TimeProvider.System.GetUtcNow(), default);
        Assert.Equal(Messages, claimed.Count);
        return [.. claimed.Select(c => c.Delivery)];
    }

    /// <summary>A dispatcher announces its calls.</summary>
    /// <returns>How many are granted.</returns>
    public async Task<int> AnnounceAsync(IReadOnlyList<Delivery> claimed)
    {
        var starts = claimed.Select(d => new DeliveryStart { Id = d.Id, LeaseToken = d.LeaseToken, OwnerEpoch = d.OwnerEpoch!.Value, Attempt = (short)(d.Attempt + 1), Connection = "ledger" });
        return (await Store.StartAsync([.. starts], TimeProvider.System.GetUtcNow(), default)).Values.Count(v => v == StartVerdict.Granted);
    }

    /// <summary>A new dispatcher claims everything and announces its calls.</summary>
    /// <returns>The rows as it knows them.</returns>
    public async Task<IReadOnlyList<Delivery>> StartAsync()
    {
        Assert.Equal(Messages, await AnnounceAsync(await ClaimAsync()));
        return await RowsAsync();
    }

    /// <summary>A dispatcher gives back what it did not announce.</summary>
    /// <returns>How many it could.</returns>
    public async Task<int> GiveBackAsync(IReadOnlyList<Delivery> claimed)
    {
        var now = TimeProvider.System.GetUtcNow();
        return (await Store.RecordAsync([.. claimed.Select(d => DeliveryTransition.Release(d, d.DueAt))], now, default)).Count;
    }

    /// <summary>The lease ends, and the janitor looks. Something happens, then it writes.</summary>
    public async Task RescueAsync(Func<IDeliveryStore, Task>? between = null)
    {
        // Some time ago, for a janitor whose clock is that of the server, as near as it is known.
        await _bench.Database.EndLeasesAsync(TimeSpan.FromSeconds(-1));
        _interruption = between ?? _interruption;
        await NodeHost.RescueAsync(_host);
        _interruption = _ => Task.CompletedTask;
    }

    /// <summary>What is unknown is queued again, as when nobody proved anything.</summary>
    public async Task ResolveAsync()
    {
        var rows = await RowsAsync();
        var now = TimeProvider.System.GetUtcNow();
        Assert.Equal(Messages, (await Store.RecordAsync([.. rows.Select(d => DeliveryTransition.Resolve(d, DeliveryRules.Default, now))], now, default)).Count);
    }

    /// <summary>A dispatcher writes the same outcome of all its calls.</summary>
    /// <returns>How many were written.</returns>
    public async Task<int> CompleteAsync(IReadOnlyList<Delivery> started, Func<Guid, SendOutcome> outcome, IDeliveryStore? store = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var changes = started.Select(d => DeliveryTransition.Complete(d, outcome(d.Id), Evidence(d, outcome(d.Id), now), DeliveryRules.Default, now, random: 0.5)).ToList();
        return (await (store ?? Store).RecordAsync(changes, now, default)).Count;
    }

    public void Print(string line) => _bench.Print(line);

    public async ValueTask DisposeAsync()
    {
        _host.Dispose();
        await _bench.DisposeAsync();
    }

    private static MessageAttempt Evidence(Delivery delivery, SendOutcome outcome, DateTimeOffset now) => new()
    {
        DeliveryId = delivery.Id, Attempt = delivery.Attempt, Connection = "ledger", Outcome = outcome.Kind, ProviderMessageId = outcome.ProviderMessageId, StartedAt = now,
    };
}
