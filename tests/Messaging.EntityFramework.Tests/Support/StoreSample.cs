using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>Puts single messages into a store and brings them on.</summary>
public sealed class StoreSample(IServiceProvider services)
{
    private const long Epoch = 42;

    private readonly MessageIds _ids = new(services.GetRequiredService<TimeProvider>());
    private readonly IDeliveryStore _deliveries = services.GetRequiredService<IDeliveryStore>();

    public static long Lane { get; } = LaneKey.Of("", MessageChannel.Email, MessagePriority.Normal);

    private DateTimeOffset Now => services.GetRequiredService<StoreClock>().GetUtcNow();

    /// <summary>Stores a message.</summary>
    public async Task<Guid> AddAsync(Guid? given = null)
    {
        var (id, request, now) = (given ?? _ids.Next(), _ids.Next(), Now);
        var message = new Message { Id = id, RequestId = request, Channel = MessageChannel.Email, CreatedAt = now, PlannedAt = now };
        var delivery = new Delivery { Id = id, Channel = MessageChannel.Email, LaneKey = Lane, DueAt = now, ExpiresAt = now.AddHours(1) };
        await services.GetRequiredService<IMessageStore>().AddAsync(
            [new NewRequest { Id = request, TenantId = "", CreatedAt = now, Messages = [new NewMessage(message, new MessageContent { Id = id, Address = "lan@example.org" }, delivery)] }], default);
        return id;
    }

    /// <summary>Claims, announces and records what is due.</summary>
    public async Task<IReadOnlyList<Guid>> SendAsync(int count)
    {
        var claimed = await _deliveries.ClaimAsync(Epoch, [new LaneQuota(Lane, count)], Now, default);
        var starts = claimed.Select(c => DeliveryTransition.Announce(c.Delivery, "sample", null, underKey: false)).ToList();
        var granted = await _deliveries.StartAsync(starts, Now, default);
        var changes = claimed.Where(c => granted.ContainsKey(c.Delivery.Id)).Select(c => Complete(c.Delivery with { Attempt = 1, StartedAt = Now, Connection = "sample" })).ToList();
        return [.. await _deliveries.RecordAsync(changes, Now, default)];
    }

    /// <summary>Reports a message as delivered.</summary>
    public Task<int> ReportAsync(Guid id) => services.GetRequiredService<IEventStore>().ApplyAsync(
        [new MessageEvent { Provider = "sample", EventKey = $"{id:N}", DeliveryId = id, Kind = MessageEventKind.Delivered, OccurredAt = Now, ReceivedAt = Now }], Now, default);

    /// <summary>Stores a message and brings it to its end.</summary>
    public async Task<Guid> EndAsync()
    {
        var id = await AddAsync();
        Assert.Equal([id], await SendAsync(1));
        return id;
    }

    private DeliveryChange Complete(Delivery started)
    {
        var attempt = new MessageAttempt
        {
            DeliveryId = started.Id, Attempt = started.Attempt, Connection = started.Connection, Outcome = SendOutcomeKind.Accepted, ProviderMessageId = $"{started.Id:N}", StartedAt = Now,
        };
        return DeliveryTransition.Complete(started, SendOutcome.Accepted(attempt.ProviderMessageId!), attempt, DeliveryRules.Default, Now, 0.5);
    }
}
