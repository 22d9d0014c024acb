using Messaging.Core.Tests.Support;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>A crash of the database takes back a claim whose message is being prepared, and the row is there to be claimed again.</summary>
public sealed class LostClaimTests : IAsyncDisposable
{
    private readonly SlowBlobStore _blobs = new();
    private readonly TestHost _host;

    public LostClaimTests() => _host = new TestHost(b => b.Services
        .Replace(ServiceDescriptor.Singleton<IBlobStore>(_blobs))
        .Replace(ServiceDescriptor.Singleton(s => FlakyMaintenanceStore.Create(ActivatorUtilities.CreateInstance<InMemoryMaintenanceStore>(s)))));

    private InMemoryDatabase Database => _host.Get<InMemoryDatabase>();

    private HeldMessages Held => _host.Get<HeldMessages>();

    [Fact]
    public async Task Claim_MadeAgainByTheSameDispatcher_IsSentOnce()
    {
        var (id, ended) = await LoseAsync();
        var (again, endedAgain) = await RunOnceAsync();
        await endedAgain;
        Assert.Equal((1, 1), (again, Held.Count));

        _blobs.Answer();
        await ended;
        Assert.Single(_host.Email.Sent);
        Assert.Equal((WorkState.Done, DeliveryOutcome.Accepted), (Database.Deliveries[id].WorkState, Database.Deliveries[id].Outcome));
        Assert.Equal(0, Held.Count);
        Assert.Equal(0, await _host.DispatchAsync());
    }

    [Fact]
    public async Task Claim_MadeAgainAfterAnotherDispatchersTurn_IsGivenBackAndSentOnce()
    {
        var (id, ended) = await LoseAsync();
        await ClaimAgainAfterAnotherAsync(id);

        // What it prepared first has a token of before; what it claimed last is nobody's work until it is claimed once more.
        _blobs.Answer();
        await ended;
        Assert.Empty(_host.Email.Sent);
        Assert.Equal(WorkState.Leased, Database.Deliveries[id].WorkState);
        Assert.Equal(1, await _host.DispatchAsync());
        Assert.Single(_host.Email.Sent);
        Assert.Equal(DeliveryOutcome.Accepted, Database.Deliveries[id].Outcome);
    }

    [Fact]
    public async Task Claim_ThatCannotBeGivenBackAtOnce_IsGivenBackLater()
    {
        var (id, ended) = await LoseAsync();
        await ClaimAgainAfterAnotherAsync(id);
        _blobs.Answer();
        await ended;

        FlakyMaintenanceStore.Fail(_host.Get<IMaintenanceStore>(), 2);
        for (var i = 0; i < 2; i++)
        {
            await Assert.ThrowsAsync<MessageStoreException>(RunOnceAsync);
            Assert.Equal(WorkState.Leased, Database.Deliveries[id].WorkState);
        }

        Assert.Equal(1, await _host.DispatchAsync());
        Assert.Single(_host.Email.Sent);
    }

    [Fact]
    public async Task Claim_MadeAgainByAnotherDispatcher_IsNotSentByTheFirst()
    {
        var (id, ended) = await LoseAsync();
        var other = Database.Deliveries[id] = DeliveryTransition.Claim(Database.Deliveries[id], epoch: -1);
        _blobs.Answer();
        await ended;
        Assert.Empty(_host.Email.Sent);
        Assert.Equal(other, Database.Deliveries[id]);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task<(Guid Id, Task Ended)> LoseAsync()
    {
        var id = await _host.SendAsync(TestHost.Request() with { Attachments = [new MessageAttachment { FileName = "a.txt", ContentType = "text/plain", Content = "a"u8.ToArray() }] });
        var queued = Database.Deliveries[id];
        await _host.BeatAsync();
        var (claimed, ended) = await RunOnceAsync();
        Assert.Equal(1, claimed);
        Database.Deliveries[id] = queued;
        return (id, ended);
    }

    // Another dispatcher has it and gives it back, so that what the first prepared has a token of before.
    private async Task ClaimAgainAfterAnotherAsync(Guid id)
    {
        var between = DeliveryTransition.Claim(Database.Deliveries[id], epoch: -1);
        Database.Deliveries[id] = DeliveryTransition.Merge(between, DeliveryTransition.Release(between, between.DueAt), _host.Now);
        Assert.Equal(1, (await RunOnceAsync()).Claimed);
    }

    private Task<(int Claimed, Task Ended)> RunOnceAsync()
    {
        _host.Get<DispatchSignal>().Notify();
        return _host.Get<MessageDispatcher>().RunOnceAsync(default);
    }
}
