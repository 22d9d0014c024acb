using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Operators' settings of queues.</summary>
internal static class QueueCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Queues_PauseAndWeight_AreWrittenApart", async services =>
        {
            var (queues, store) = Of(services);
            var scope = new QueueScope(store.Tenant, MessageChannel.Email, MessagePriority.High);
            var pause = QueueSetting.Of(scope) with { PausedAt = store.Now, PausedUntil = store.Now.AddHours(1), PauseReason = "Đặng: outage" };
            var weight = QueueSetting.Of(scope) with { Weight = 3, WeightReason = "large customer", WeightSetAt = store.Now };
            await queues.PauseAsync(pause, default).ConfigureAwait(false);
            await queues.SetWeightAsync(weight, default).ConfigureAwait(false);
            var both = pause with { Weight = 3, WeightReason = "large customer", WeightSetAt = store.Now };
            Expect.Sequence([both], await ListAsync(queues, store).ConfigureAwait(false));
            await queues.PauseAsync(pause with { PausedUntil = null, PauseReason = "longer" }, default).ConfigureAwait(false);
            Expect.Sequence([both with { PausedUntil = null, PauseReason = "longer" }], await ListAsync(queues, store).ConfigureAwait(false));
            Expect.True(await queues.ResumeAsync(scope, default).ConfigureAwait(false));
            Expect.Sequence([weight], await ListAsync(queues, store).ConfigureAwait(false));
            await queues.SetWeightAsync(weight with { Weight = null }, default).ConfigureAwait(false);
            Expect.Sequence([], await ListAsync(queues, store).ConfigureAwait(false));
        }),
        new("Queues_Resume_EndsExactlyThatScope", async services =>
        {
            var (queues, store) = Of(services);
            var (tenant, lane) = (new QueueScope(store.Tenant), new QueueScope(store.Tenant, MessageChannel.Email));
            await queues.PauseAsync(QueueSetting.Of(tenant) with { PausedAt = store.Now, PauseReason = "a" }, default).ConfigureAwait(false);
            await queues.PauseAsync(QueueSetting.Of(lane) with { PausedAt = store.Now, PauseReason = "b" }, default).ConfigureAwait(false);
            Expect.True(await queues.ResumeAsync(lane, default).ConfigureAwait(false));
            Expect.True(!await queues.ResumeAsync(lane, default).ConfigureAwait(false));
            Expect.Equal(tenant, (await ListAsync(queues, store).ConfigureAwait(false)).Single().ToScope());
            Expect.True(await queues.ResumeAsync(tenant, default).ConfigureAwait(false));
        }),
        new("Queues_PausedByManyAtOnce_KeepOneSetting", async services =>
        {
            var (queues, store) = Of(services);
            var pause = QueueSetting.Of(new QueueScope(store.Tenant)) with { PausedAt = store.Now, PauseReason = "at once" };
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => queues.PauseAsync(pause, default)))).ConfigureAwait(false);
            Expect.Sequence([pause], await ListAsync(queues, store).ConfigureAwait(false));
            await queues.ResumeAsync(pause.ToScope(), default).ConfigureAwait(false);
        }),
        new("Queues_AfterALongAbsence_ArePausedOnce", async services =>
        {
            var (queues, store) = Of(services);
            await store.AddAsync().ConfigureAwait(false);
            await store.RegisterAsync().ConfigureAwait(false);
            var pause = QueueSetting.Of(new QueueScope(store.Tenant)) with { PausedAt = store.Now, PauseReason = QueueSetting.RestoredBackup };

            // As if it was a day later: nobody was seen since.
            var later = store.Now.AddDays(1);
            Expect.True(await queues.PauseAfterAbsenceAsync(store.Now.AddDays(-1), pause, default).ConfigureAwait(false) is null);
            Expect.True(await queues.PauseAfterAbsenceAsync(later, pause with { PausedAt = DateTimeOffset.UnixEpoch }, default).ConfigureAwait(false) is null);
            Expect.Sequence([], await ListAsync(queues, store).ConfigureAwait(false));
            Expect.True(await queues.PauseAfterAbsenceAsync(later, pause, default).ConfigureAwait(false) >= store.Now);
            Expect.True(await queues.PauseAfterAbsenceAsync(later, pause with { PauseReason = "again" }, default).ConfigureAwait(false) is null);
            Expect.Sequence([pause], await ListAsync(queues, store).ConfigureAwait(false));
            await queues.ResumeAsync(pause.ToScope(), default).ConfigureAwait(false);
        }),
    ];

    private static (IQueueStore Queues, StoreUnderTest Store) Of(IServiceProvider services) => (services.GetRequiredService<IQueueStore>(), new StoreUnderTest(services));

    private static async Task<IEnumerable<QueueSetting>> ListAsync(IQueueStore queues, StoreUnderTest store) =>
        (await queues.ListAsync(default).ConfigureAwait(false)).Where(s => s.TenantId == store.Tenant);
}
