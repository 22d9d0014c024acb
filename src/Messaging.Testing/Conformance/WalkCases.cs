using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Random walks through the life of a delivery, taken by the store and by the transition functions at once: after every step both must say the same.</summary>
internal static class WalkCases
{
    private const int Walks = 60;
    private const int Steps = 14;

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Walk_EveryStep_IsWhatTheTransitionsSay", async services =>
        {
            for (var seed = 1; seed <= Walks; seed++)
            {
                await WalkAsync(services, seed).ConfigureAwait(false);
            }
        }),
    ];

    private static async Task WalkAsync(IServiceProvider services, int seed)
    {
        using var reference = new ServiceCollection()
            .AddSingleton(services.GetRequiredService<TimeProvider>())
            .AddMessaging().UseInMemoryStore().Services.BuildServiceProvider();
        var (store, model) = (new StoreUnderTest(services), new StoreUnderTest(reference));
        var random = new Random(seed);
        var request = store.NewRequest(policy: (DeliveryPolicy)random.Next(2));
        var epoch = await store.RegisterAsync().ConfigureAwait(false);
        var lane = store.Lane;
        Delivery? held = null;
        var trail = new List<string>();
        foreach (var side in new[] { store, model })
        {
            await side.Client.AddAsync([request], default).ConfigureAwait(false);
        }

        for (var step = 0; step < Steps; step++)
        {
            var now = store.Now.AddSeconds(step * 40);
            var (name, run, next) = Choose(random, store, request.Messages[0].Delivery.Id, held, epoch, lane, now);
            trail.Add(name);
            var (actual, expected) = (await run(store).ConfigureAwait(false), await run(model).ConfigureAwait(false));
            held = next(actual as Delivery ?? held);
            await CompareAsync(store, model, request, $"seed {seed}: {string.Join(" > ", trail)}", actual, expected).ConfigureAwait(false);
        }
    }

    private static (string Name, Func<StoreUnderTest, Task<object?>> Run, Func<Delivery?, Delivery?> Next) Choose(
        Random random, StoreUnderTest store, Guid id, Delivery? held, long epoch, long lane, DateTimeOffset now)
    {
        var report = EventCases.Report(store, id, (MessageEventKind)random.Next(1, 14)) with { Attempt = random.Next(3) == 0 ? (short)random.Next(1, 3) : null };
        var outcome = random.Next(5) switch
        {
            0 => SendOutcome.Accepted($"p{random.Next(3)}-{id:N}"),
            1 => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")),
            2 => SendOutcome.Throttled(TimeSpan.FromSeconds(20)),
            3 => SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")),
            _ => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450")),
        };
        var start = held is null ? null : StoreUnderTest.StartOf(held) with { KeyExpiresAt = random.Next(2) == 0 ? now.AddMinutes(5) : null, PossibleDuplicate = random.Next(4) == 0 };
        return random.Next(12) switch
        {
            0 or 1 or 2 when held is null => ("claim", Value(async s => (await s.Dispatch.ClaimAsync(epoch, [new LaneQuota(lane, 1)], now, default).ConfigureAwait(false)).SingleOrDefault()?.Delivery), d => d),
            3 or 4 or 5 or 6 when held is { StartedAt: null } => (
                "start",
                Value(async s => (await s.Dispatch.StartAsync([start!], now, default).ConfigureAwait(false)).GetValueOrDefault(id) == StartVerdict.Granted),
                d => d is null ? null : DeliveryTransition.Start(d, start!, now) ?? d),
            3 or 4 or 5 or 6 when held is { StartedAt: not null } => (
                $"record {outcome.Kind}",
                Value(async s => (await s.Dispatch.RecordAsync([RecordCases.Complete(store, held, outcome)], now, default).ConfigureAwait(false)).Count),
                _ => null),
            7 => ($"report {report.Kind}", Value(async s => await s.Events.ApplyAsync([report], now, default).ConfigureAwait(false)), d => d),
            8 => ("cancel", Value(async s => await s.Client.CancelAsync(store.Tenant, id, "walk", now, default).ConfigureAwait(false)), d => d),
            9 when held is not null => ("rescue", Value(async s => (await s.Dispatch.RecordAsync([DeliveryTransition.Rescue(held, DeliveryRules.Default, now)], now, default).ConfigureAwait(false)).Count), d => random.Next(2) == 0 ? d : null),
            10 => ("resolve", Value(s => ResolveAsync(s, store.Tenant, id, now)), d => d),
            11 => ("replay", Value(async s => await s.Client.ReplayAsync(store.Tenant, id, "walk", now.AddHours(1), now, default).ConfigureAwait(false)), d => d),
            _ => ("wait", Value(_ => Task.FromResult(0)), d => d),
        };
    }

    private static Func<StoreUnderTest, Task<object?>> Value<T>(Func<StoreUnderTest, Task<T>> run) => async store => await run(store).ConfigureAwait(false);

    private static async Task<int> ResolveAsync(StoreUnderTest store, string tenant, Guid id, DateTimeOffset now)
    {
        var delivery = (await store.Client.FindAsync(tenant, id, default).ConfigureAwait(false))!.Delivery;
        return delivery.WorkState == WorkState.Parked
            ? (await store.Dispatch.RecordAsync([DeliveryTransition.Resolve(delivery, DeliveryRules.Default, now)], now, default).ConfigureAwait(false)).Count
            : 0;
    }

    private static async Task CompareAsync(StoreUnderTest store, StoreUnderTest model, NewRequest request, string trail, object? actual, object? expected)
    {
        Expect.Equal(expected, actual, $"{trail}: result");
        var id = request.Messages[0].Delivery.Id;
        var found = Expect.NotNull(await store.Client.FindAsync(request.TenantId, id, default).ConfigureAwait(false));
        var wanted = Expect.NotNull(await model.Client.FindAsync(request.TenantId, id, default).ConfigureAwait(false));
        Expect.Equal(wanted.Delivery, found.Delivery, $"{trail}: delivery");
        Expect.SameItems(wanted.Attempts, found.Attempts, $"{trail}: attempts");
        Expect.SameItems(wanted.Decisions, found.Decisions, $"{trail}: decisions");
        Expect.Equal(wanted.Events.Count, found.Events.Count, $"{trail}: events");
    }
}
