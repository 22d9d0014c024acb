using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.TestTools;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>Every statement of the hot path reads the index that is meant for it, whatever the planner believes to know of the tables.</summary>
public sealed class StorePlanTests(ITestOutputHelper output)
{
    private const string Deliveries = "messaging_deliveries";
    private const string Key = $"PK_{Deliveries}";
    private const string Ready = $"IX_{Deliveries}_lane_key_due_at_id";
    private const string Leased = $"IX_{Deliveries}_owner_epoch_id";
    private const string Parked = $"IX_{Deliveries}_due_at";
    private const string Expiring = $"IX_{Deliveries}_expires_at";
    private const int Batch = 100;

    private static readonly string[] Large = [Deliveries, "messaging_messages", "messaging_contents", "messaging_contacts"];

    private readonly List<string> _wrong = [];

    public static TheoryData<TableState, bool> States => new()
    {
        { TableState.Empty, false },
        { TableState.Stale, false },
        { TableState.Analysed, false },
        { TableState.Stale, true },
        { TableState.Analysed, true },
    };

    // A generic plan is made without the parameters, as for a statement that a host lets the driver prepare.
    [PostgreSqlTheory]
    [MemberData(nameof(States))]
    public async Task Statement_WhateverThePlannerKnows_ReadsTheIndexMeantForIt(TableState state, bool isGeneric)
    {
        await using var store = await PlannedStore.CreateAsync(state, isGeneric ? "-c plan_cache_mode=force_generic_plan" : "");
        var now = store.Clock.GetUtcNow();
        var batch = await ExpectAsync("lanes and claim", () => ClaimAsync(store, state), $"lane: {Ready}", $"pick: {Ready}", "claimed: Tid Scan");
        foreach (var (isCapped, isFrozen) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var starts = batch.Select(d => Start(d, isCapped, isFrozen)).ToList();
            await ExpectAsync($"start, capped {isCapped}, frozen {isFrozen}", () => store.Deliveries.StartAsync(starts, now, default), $"mine: {Key}", $"started: {Key}");
        }

        var parts = batch.Select(d => d with { Attempt = 1, StartedAt = now, Connection = "sample" }).Chunk(Batch / 4).ToList();
        await ExpectAsync("record", () => store.Deliveries.RecordAsync([.. parts[0].Select(d => Complete(d, now) with { Evidence = null })], now, default), $"done: {Key}");
        await ExpectAsync("record with attempts", () => store.Deliveries.RecordAsync([.. parts[1].Select(d => Complete(d, now))], now, default), $"done: {Key}");
        await ExpectAsync("record with decisions", () => store.Deliveries.RecordAsync([.. parts[2].Select(d => Suppress(d, now))], now, default), $"done: {Key}");
        await ExpectAsync("record with both", () => store.Deliveries.RecordAsync([.. parts[3].Select((d, i) => i % 2 == 0 ? Suppress(d, now) : Complete(d, now))], now, default), $"done: {Key}");
        await ExpectAsync("report", () => store.Events.ApplyAsync([.. parts[0].Select(d => Report(d, now))], now, default), $": {Key}", $": {Key}", $"mine: {Key}");
        await ExpectAsync("report on many", () => store.Events.ApplyAsync([.. parts.Skip(1).SelectMany(p => p).Select(d => Report(d, now))], now, default), $": {Key}", $": {Key}", $"mine: {Key}");

        await ExpectAsync("abandoned", () => store.Maintenance.FindAsync(DeliveryCondition.Abandoned, now, Batch, default), $": {Leased}");
        await ExpectAsync("hung", () => store.Maintenance.FindAsync(DeliveryCondition.Hung, now, Batch, default), $": {Leased}");
        await ExpectAsync("release", () => store.Maintenance.ReleaseAsync(43, [], default), $": {Leased}");
        await ExpectAsync("unproved", () => store.Maintenance.FindAsync(DeliveryCondition.Unproved, now, Batch, default), $": {Parked}");
        await ExpectAsync("expired", () => store.Maintenance.FindAsync(DeliveryCondition.Expired, now, Batch, default), $": {Expiring}");
        Assert.True(_wrong.Count == 0, string.Join('\n', _wrong));

        async Task<TResult> ExpectAsync<TResult>(string name, Func<Task<TResult>> call, params string[] expected)
        {
            var (result, plans) = await store.WatchAsync(call);
            var found = plans.SelectMany(p => p.Accesses(Deliveries)).Order(StringComparer.Ordinal).ToList();
            output.WriteLine($"{name}: {string.Join(", ", found)}; {plans.Sum(p => p.Nodes[0].Buffers)} buffers");

            // What is empty may be read as it is, but never by another index.
            var isRight = state == TableState.Empty
                ? found.All(f => expected.Contains(f) || f.EndsWith("Seq Scan", StringComparison.Ordinal))
                : found.SequenceEqual(expected.Order(StringComparer.Ordinal)) && !plans.SelectMany(p => p.Nodes).Any(n => n.IsScan && Large.Contains(n.Table));
            if (!isRight)
            {
                _wrong.Add($"{name}, expected {string.Join(", ", expected)}:\n{string.Join("\n", plans.Select(p => $"{p.Statement}\n{p}"))}");
            }

            return result;
        }
    }

    // What there is to claim; where there is nothing, deliveries that nobody knows.
    private static async Task<IReadOnlyList<Delivery>> ClaimAsync(PlannedStore store, TableState state)
    {
        var (now, lanes) = (store.Clock.GetUtcNow(), await store.Deliveries.FindLanesAsync(default));
        var quotas = state == TableState.Empty ? [new LaneQuota(0, Batch)] : lanes.Where(l => l.DueAt <= now).Take(Batch).Select(l => new LaneQuota(l.Key, state == TableState.Stale ? Batch : 1)).ToList();
        var claimed = await store.Deliveries.ClaimAsync(42, quotas, now, default);
        return state == TableState.Empty
            ? [.. Enumerable.Range(0, Batch).Select(_ => new Delivery { Id = Guid.CreateVersion7(now), Channel = MessageChannel.Email, LaneKey = 0, DueAt = now, ExpiresAt = now, LeaseToken = 1, OwnerEpoch = 42 })]
            : [.. claimed.Select(c => c.Delivery).Take(Batch)];
    }

    private static DeliveryStart Start(Delivery delivery, bool isCapped, bool isFrozen) => DeliveryTransition.Announce(delivery, "sample", null, underKey: false) with
    {
        PersonId = delivery.Id,
        AddressId = delivery.Id,
        Payload = isFrozen ? "{}" : null,
        CapContact = isCapped ? delivery.Id : null,
        CapDay = isCapped ? 1 : 0,
        CapLimit = isCapped ? 5 : 0,
    };

    private static DeliveryChange Complete(Delivery started, DateTimeOffset now)
    {
        var attempt = new MessageAttempt { DeliveryId = started.Id, Attempt = 1, Connection = "sample", Outcome = SendOutcomeKind.Accepted, ProviderMessageId = $"{started.Id:N}", StartedAt = now };
        return DeliveryTransition.Complete(started, SendOutcome.Accepted(attempt.ProviderMessageId!), attempt, DeliveryRules.Default, now, 0.5);
    }

    private static DeliveryChange Suppress(Delivery started, DateTimeOffset now) => DeliveryTransition.Refuse(started, DeliveryOutcome.Suppressed, DecisionCode.SuppressErased, now);

    private static MessageEvent Report(Delivery delivery, DateTimeOffset now) =>
        new() { Provider = "sample", EventKey = $"{delivery.Id:N}", DeliveryId = delivery.Id, Kind = MessageEventKind.Delivered, OccurredAt = now, ReceivedAt = now };
}
