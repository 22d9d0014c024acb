using System.Collections.Concurrent;
using System.Globalization;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Writers that move the same messages about at random in every way there is, while others fold the counts and read them; afterwards the counts are compared with the messages.</summary>
internal sealed class MessageCountWalk(IServiceProvider services, StoreUnderTest store, ICountStore counts)
{
    private const int Writers = 3;
    private const int Steps = 60;

    private readonly IDeadLetterStore _letters = services.GetRequiredService<IDeadLetterStore>();
    private readonly ConcurrentDictionary<int, Guid> _ids = new();
    private readonly MessageIds _earlier = new(new ManualTimeProvider(store.Now.AddDays(-2)));

    private DateOnly Today => DateOnly.FromDateTime(store.Now.UtcDateTime);

    /// <summary>A message that planning refused.</summary>
    public static NewMessage Suppressed(NewMessage message, DateTimeOffset now) =>
        message with { Delivery = message.Delivery with { WorkState = WorkState.Done, Outcome = DeliveryOutcome.Suppressed, FinishedAt = now } };

    public async Task RunAsync(int seed)
    {
        var writers = Task.WhenAll(Enumerable.Range(1, Writers).Select(i => Task.Run(() => WriteAsync(new Random((seed * 100) + i)))));
        var folders = Enumerable.Range(1, 2).Select(i => Task.Run(() => FoldAsync(writers, new Random(-i))));
        await Task.WhenAll([writers, .. folders]).ConfigureAwait(false);
    }

    /// <summary>Compares with a look at every message.</summary>
    public async Task CompareAsync()
    {
        var messages = await store.Client.ListAsync(new MessageQuery { Tenant = store.Tenant, PageSize = 10_000 }, null, store.Now, default).ConfigureAwait(false);
        var expected = messages.GroupBy(m => (Day: DayOf(m.Delivery.Id), m.Delivery.Channel)).Select(g => new MessageCount
        {
            Day = g.Key.Day,
            Channel = g.Key.Channel,
            Open = g.Count(m => m.Delivery.WorkState != WorkState.Done),
            Accepted = Ended(g, DeliveryOutcome.Accepted),
            Rejected = Ended(g, DeliveryOutcome.Rejected),
            Exhausted = Ended(g, DeliveryOutcome.Exhausted),
            Poison = Ended(g, DeliveryOutcome.Poison),
            Unknown = Ended(g, DeliveryOutcome.Unknown),
            Suppressed = Ended(g, DeliveryOutcome.Suppressed),
            Cancelled = Ended(g, DeliveryOutcome.Cancelled),
            Expired = Ended(g, DeliveryOutcome.Expired),
        });
        Expect.Sequence(expected.OrderBy(c => c.Day).ThenBy(c => c.Channel.Value, StringComparer.Ordinal), await ReadAsync().ConfigureAwait(false));
    }

    private static int Ended(IEnumerable<MessageSummary> messages, DeliveryOutcome outcome) => messages.Count(m => m.Delivery.WorkState == WorkState.Done && m.Delivery.Outcome == outcome);

    private static DateOnly DayOf(Guid id) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.ToString("N")[..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).UtcDateTime);

    private Task<IReadOnlyList<MessageCount>> ReadAsync() => counts.CountAsync(new MessageCountQuery { Tenant = store.Tenant, From = Today.AddDays(-3), To = Today.AddDays(1) }, default);

    // What is stored is never unstored: a sum that is seen without its changes, or with them twice, would show.
    private async Task FoldAsync(Task writers, Random random)
    {
        var stored = 0L;
        do
        {
            await counts.FoldAsync(random.Next(1, 20), default).ConfigureAwait(false);
            var found = await ReadAsync().ConfigureAwait(false);
            Expect.True(found.Sum(c => c.Stored) >= stored);
            stored = found.Sum(c => c.Stored);
        }
        while (!writers.IsCompleted);
    }

    private async Task WriteAsync(Random random)
    {
        var epoch = await store.RegisterAsync().ConfigureAwait(false);
        var held = new List<Delivery>();
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(random, epoch, held, store.Now.AddSeconds(step)).ConfigureAwait(false);
        }
    }

    private async Task StepAsync(Random random, long epoch, List<Delivery> held, DateTimeOffset now)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                await AddAsync(random).ConfigureAwait(false);
                break;
            case 2 or 3:
                var lane = LaneKey.Of(store.Tenant, random.Next(2) == 0 ? MessageChannel.Email : MessageChannel.Sms, (MessagePriority)random.Next(1, 3));
                held.AddRange((await store.Dispatch.ClaimAsync(epoch, [new LaneQuota(lane, 4)], now, default).ConfigureAwait(false)).Select(c => c.Delivery));
                break;
            case 4 or 5:
                var claimed = Take(held, d => d.StartedAt is null);
                if (claimed.Count > 0)
                {
                    await store.Dispatch.StartAsync([.. claimed.Select(StoreUnderTest.StartOf)], now, default).ConfigureAwait(false);
                    held.AddRange(claimed.Select(d => DeliveryTransition.Start(d, StoreUnderTest.StartOf(d), now)!).Where(d => d.StartedAt is not null));
                }

                break;
            case 6 or 7:
                var sent = Take(held, d => d.StartedAt is not null);
                if (sent.Count > 0)
                {
                    await store.Dispatch.RecordAsync([.. sent.Select(d => RecordCases.Complete(store, d, OutcomeOf(random, d.Id)))], now, default).ConfigureAwait(false);
                }

                break;
            case 8:
                await store.Client.CancelAsync(store.Tenant, AnyOf(random), "walk", now, default).ConfigureAwait(false);
                break;
            case 9:
                await ReplayAsync(random, now).ConfigureAwait(false);
                break;
            case 10:
                var ids = new[] { AnyOf(random), AnyOf(random) };
                await store.Events.ApplyAsync([.. ids.Select(id => EventCases.Report(store, id, (MessageEventKind)random.Next(1, 14)))], now, default).ConfigureAwait(false);
                break;
            default:
                await MendAsync(AnyOf(random), now).ConfigureAwait(false);
                break;
        }
    }

    private static List<Delivery> Take(List<Delivery> held, Predicate<Delivery> condition)
    {
        var taken = held.FindAll(condition);
        held.RemoveAll(condition);
        return taken;
    }

    private static SendOutcome OutcomeOf(Random random, Guid id) => random.Next(5) switch
    {
        0 or 1 => SendOutcome.Accepted($"p-{id:N}"),
        2 => SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "554")),
        3 => SendOutcome.Unknown(new SendFailure(FailureKind.Timeout, "timeout")),
        _ => SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "450")),
    };

    private Guid AnyOf(Random random) => _ids.TryGetValue(random.Next(Math.Max(1, _ids.Count)), out var id) ? id : Guid.Empty;

    private async Task AddAsync(Random random)
    {
        var request = store.NewRequest(random.Next(1, 6), key: random.Next(3) == 0 ? $"key-{random.Next(4)}" : null);
        var messages = request.Messages.Select(m => Vary(m, random)).ToList();
        var stored = await store.Client.AddAsync([request with { Messages = messages }, store.NewRequest()], default).ConfigureAwait(false);
        foreach (var message in stored[0].Result == AddResult.Added ? messages : [])
        {
            _ids.TryAdd(_ids.Count, message.Message.Id);
        }
    }

    private NewMessage Vary(NewMessage message, Random random)
    {
        var (channel, priority) = (random.Next(2) == 0 ? MessageChannel.Email : MessageChannel.Sms, (MessagePriority)random.Next(1, 3));
        var id = random.Next(3) == 0 ? _earlier.Next() : message.Message.Id;
        var varied = new NewMessage(
            message.Message with { Id = id, Channel = channel, Priority = priority },
            message.Content with { Id = id },
            message.Delivery with { Id = id, Channel = channel, LaneKey = LaneKey.Of(store.Tenant, channel, priority), Policy = (DeliveryPolicy)random.Next(2) });
        return random.Next(4) == 0 ? Suppressed(varied, store.Now) : varied;
    }

    private async Task ReplayAsync(Random random, DateTimeOffset now)
    {
        if (random.Next(2) == 0)
        {
            await store.Client.ReplayAsync(store.Tenant, AnyOf(random), "walk", now.AddHours(1), now, default).ConfigureAwait(false);
            return;
        }

        var order = new ReplayOrder("walk", now, _ => now.AddHours(1), UseCurrentTemplate: false);
        await _letters.ReplayAsync(new DeadLetterQuery { Tenant = store.Tenant }, null, 3, order, default).ConfigureAwait(false);
    }

    // As the janitors do: from what was seen of a message that somebody else may be moving.
    private async Task MendAsync(Guid id, DateTimeOffset now)
    {
        if (await store.Client.FindAsync(store.Tenant, id, default).ConfigureAwait(false) is not { Delivery: { WorkState: not WorkState.Done } delivery })
        {
            return;
        }

        var change = delivery.WorkState switch
        {
            WorkState.Leased => DeliveryTransition.Rescue(delivery, DeliveryRules.Default, now),
            WorkState.Parked => DeliveryTransition.Resolve(delivery, DeliveryRules.Default, now),
            _ => DeliveryTransition.Expire(delivery, now),
        };
        await store.Dispatch.RecordAsync([change], now, default).ConfigureAwait(false);
    }
}
