using System.Security.Cryptography;
using Messaging.Channels;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Token buckets: nobody gets a token twice, however many ask at once.</summary>
internal static class RateLimitCases
{
    private static readonly RateLimit Limit = new(10, 2);

    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Limits_Take_GivesTheBurstAndThenTheRate", async services =>
        {
            var (store, key, now) = Of(services);
            Expect.Equal(10, await TakeAsync(store, key, 12, now).ConfigureAwait(false));
            Expect.Equal(0, await TakeAsync(store, key, 1, now.AddMilliseconds(400)).ConfigureAwait(false));
            Expect.Equal(1, await TakeAsync(store, key, 3, now.AddMilliseconds(500)).ConfigureAwait(false));
            Expect.Equal(4, await TakeAsync(store, key, 4, now.AddMilliseconds(2500)).ConfigureAwait(false));
            Expect.Equal(0, await TakeAsync(store, key, 1, now).ConfigureAwait(false));
            Expect.Equal(10, await TakeAsync(store, key, 11, now.AddDays(1)).ConfigureAwait(false));
        }),
        new("Limits_TakeFromSeveral_AnswersEachInOrder", async services =>
        {
            var (store, key, now) = Of(services);
            var grants = await store.TakeAsync([new(key + "a", Limit, 3), new(key + "b", Limit, 30), new(key + "c", new RateLimit(1, 1), 2)], now, default).ConfigureAwait(false);
            Expect.Sequence([3, 10, 1], grants.Select(g => g.Granted));
            Expect.Sequence([7.0, 0.0, 0.0], grants.Select(g => g.Left));
        }),
        new("Limits_TakenByManyAtOnce_GiveNoTokenTwice", async services =>
        {
            var (store, key, now) = Of(services);
            var limit = new RateLimit(50, 1);
            var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => store.TakeAsync([new(key, limit, 1 + (i % 3))], now, default)))).ConfigureAwait(false);
            Expect.Equal(50, taken.Sum(t => t[0].Granted));
        }),
    ];

    private static (ILimitStore Store, string Key, DateTimeOffset Now) Of(IServiceProvider services) =>
        (services.GetRequiredService<ILimitStore>(), RandomNumberGenerator.GetHexString(20), StoreUnderTest.Truncate(services.GetRequiredService<TimeProvider>().GetUtcNow()));

    private static async Task<int> TakeAsync(ILimitStore store, string key, int wanted, DateTimeOffset now) =>
        (await store.TakeAsync([new LimitRequest(key, Limit, wanted)], now, default).ConfigureAwait(false))[0].Granted;
}
