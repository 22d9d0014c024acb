using System.Security.Cryptography;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>A store with what the cases need around it: rows to put in, and a tenant of its own, so that cases share a database without meeting.</summary>
internal sealed class StoreUnderTest
{
    private readonly MessageIds _ids;

    public StoreUnderTest(IServiceProvider services)
    {
        Client = services.GetRequiredService<IMessageStore>();
        Dispatch = services.GetRequiredService<IDeliveryStore>();
        Maintenance = services.GetRequiredService<IMaintenanceStore>();
        Events = services.GetRequiredService<IEventStore>();
        Blobs = services.GetRequiredService<IBlobStore>();
        Contacts = services.GetRequiredService<IContactStore>();
        Reviews = services.GetRequiredService<IReviewStore>();
        _ids = new MessageIds(services.GetRequiredService<TimeProvider>());
        Now = Truncate(services.GetRequiredService<TimeProvider>().GetUtcNow());
    }

    public IMessageStore Client { get; }

    public IDeliveryStore Dispatch { get; }

    public IMaintenanceStore Maintenance { get; }

    public IEventStore Events { get; }

    public IBlobStore Blobs { get; }

    public IContactStore Contacts { get; }

    public IReviewStore Reviews { get; }

    public DateTimeOffset Now { get; }

    public string Tenant { get; } = $"t-{RandomNumberGenerator.GetHexString(12)}";

    public long Lane => LaneKey.Of(Tenant, MessageChannel.Email, MessagePriority.Normal);

    public Guid NextId() => _ids.Next();

    /// <summary>A dispatcher with a lease of half a minute.</summary>
    public async Task<long> RegisterAsync(TimeSpan? timeToLive = null)
    {
        var epoch = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
        var answer = await Dispatch.HeartbeatAsync(epoch, "conformance", timeToLive ?? TimeSpan.FromSeconds(30), isNew: true, default).ConfigureAwait(false);
        Expect.True(answer.Alive);
        return epoch;
    }

    /// <summary>A request with a number of messages, due now or later.</summary>
    public NewRequest NewRequest(int count = 1, string? key = null, byte hash = 1, TimeSpan due = default, DeliveryPolicy policy = DeliveryPolicy.AtLeastOnce, string? tenant = null)
    {
        var requestId = NextId();
        return new NewRequest
        {
            Id = requestId,
            TenantId = tenant ?? Tenant,
            IdempotencyKey = key,
            PayloadHash = key is null ? default : Enumerable.Repeat(hash, 32).ToArray(),
            CreatedAt = Now,
            Messages = [.. Enumerable.Range(0, count).Select(i => NewMessage(requestId, i, Now + due, policy, tenant ?? Tenant))],
        };
    }

    public async Task<IReadOnlyList<Guid>> AddAsync(int count = 1, TimeSpan due = default, DeliveryPolicy policy = DeliveryPolicy.AtLeastOnce)
    {
        var request = NewRequest(count, due: due, policy: policy);
        await Client.AddAsync([request], default).ConfigureAwait(false);
        return [.. request.Messages.Select(m => m.Message.Id)];
    }

    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(long epoch, int count = 100, TimeSpan later = default) =>
        Dispatch.ClaimAsync(epoch, [new LaneQuota(Lane, count)], Now + later, default);

    public async Task<StoredMessage> FindAsync(Guid id) => Expect.NotNull(await Client.FindAsync(Tenant, id, default).ConfigureAwait(false));

    public async Task<Delivery> DeliveryAsync(Guid id) => (await FindAsync(id).ConfigureAwait(false)).Delivery;

    public static DeliveryStart StartOf(Delivery claimed) =>
        new() { Id = claimed.Id, LeaseToken = claimed.LeaseToken, OwnerEpoch = claimed.OwnerEpoch!.Value, Attempt = (short)(claimed.Attempt + 1), Connection = "conformance" };

    /// <summary>Announces a call.</summary>
    public async Task<StartVerdict> StartAsync(DeliveryStart start, TimeSpan later = default) =>
        (await Dispatch.StartAsync([start], Now + later, default).ConfigureAwait(false)).GetValueOrDefault(start.Id);

    /// <summary>Adds a message, claims it and announces a call.</summary>
    public async Task<Delivery> StartOneAsync(long epoch, DeliveryPolicy policy = DeliveryPolicy.AtLeastOnce)
    {
        var id = (await AddAsync(policy: policy).ConfigureAwait(false))[0];
        var claimed = (await ClaimAsync(epoch).ConfigureAwait(false)).Single(c => c.Delivery.Id == id);
        Expect.Equal(StartVerdict.Granted, await StartAsync(StartOf(claimed.Delivery)).ConfigureAwait(false));
        return await DeliveryAsync(id).ConfigureAwait(false);
    }

    internal static DateTimeOffset Truncate(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    private NewMessage NewMessage(Guid requestId, int index, DateTimeOffset dueAt, DeliveryPolicy policy, string tenant)
    {
        var id = NextId();
        var message = new Message
        {
            Id = id,
            RequestId = requestId,
            TenantId = tenant,
            Channel = MessageChannel.Email,
            RecipientId = $"r{index}",
            RecipientType = "customer",
            TemplateCode = "welcome",
            TemplateVersion = "1",
            Variant = "b",
            Type = "greeting",
            EntityType = "booking",
            EntityId = $"b{index}",
            Tags = ["vip", "ü"],
            CreatedBy = "conformance",
            Locale = "de-AT",
            TimeZone = "Europe/Vienna",
            CreatedAt = Now,
            PlannedAt = dueAt,
            PlannedCode = dueAt > Now ? DecisionCode.DeferScheduled : DecisionCode.SendNow,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var content = new MessageContent { Id = id, Address = $"person{index}@example.org", RecipientName = "Đặng Ü", Data = """{"name":"Lan & Đức"}""", Metadata = """{"k":"v"}""" };
        var delivery = new Delivery
        {
            Id = id,
            TenantId = tenant,
            Channel = MessageChannel.Email,
            LaneKey = LaneKey.Of(tenant, MessageChannel.Email, MessagePriority.Normal),
            Policy = policy,
            DueAt = dueAt,
            ExpiresAt = dueAt + TimeSpan.FromHours(24),
        };
        return new NewMessage(message, content, delivery);
    }
}
