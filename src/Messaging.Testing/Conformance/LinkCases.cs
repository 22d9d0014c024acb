using System.Security.Cryptography;
using Messaging.Links;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Links: a token is used once whoever asks at the same time, a target keeps its address, and what has ended goes.</summary>
internal static class LinkCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Links_UsedFromManyThreads_AreUsedOnce", async services =>
        {
            var (store, now) = Of(services);
            var use = new LinkUse { Id = NewId(), ExpiresAt = now.AddHours(1) };
            Expect.True(!await store.IsUsedAsync(use.Id, default).ConfigureAwait(false));
            var won = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.UseAsync(use, default)))).ConfigureAwait(false);
            Expect.Equal(1, won.Count(w => w));
            Expect.True(await store.IsUsedAsync(use.Id, default).ConfigureAwait(false));
        }),
        new("Links_Released_CanBeUsedOnceMore", async services =>
        {
            var (store, now) = Of(services);
            var use = new LinkUse { Id = NewId(), ExpiresAt = now.AddHours(1) };
            Expect.True(await store.UseAsync(use, default).ConfigureAwait(false));
            await store.ReleaseAsync(use.Id, default).ConfigureAwait(false);
            Expect.True(!await store.IsUsedAsync(use.Id, default).ConfigureAwait(false));
            Expect.True(await store.UseAsync(use, default).ConfigureAwait(false));
            Expect.True(!await store.UseAsync(use, default).ConfigureAwait(false));
        }),
        new("Links_TargetStoredTwice_KeepsItsAddressAndTheLaterEnd", async services =>
        {
            var (store, now) = Of(services);
            var target = new RedirectTarget { Id = NewId(), TenantId = "t", MessageId = NewId(), Url = "https://example.org/ü?a=1&b=2", CreatedAt = now, ExpiresAt = now.AddDays(2) };
            await store.AddAsync([target], default).ConfigureAwait(false);
            await store.AddAsync([target with { Url = "https://example.org/other", ExpiresAt = now.AddDays(1) }], default).ConfigureAwait(false);
            Expect.Equal(target, await store.FindAsync(target.Id, default).ConfigureAwait(false));
            await store.AddAsync([target with { ExpiresAt = now.AddDays(3) }], default).ConfigureAwait(false);
            Expect.Equal(target with { ExpiresAt = now.AddDays(3) }, await store.FindAsync(target.Id, default).ConfigureAwait(false));
            Expect.True(await store.FindAsync(NewId(), default).ConfigureAwait(false) is null);
        }),
        new("Links_TargetsStoredAtOnce_AreAllThere", async services =>
        {
            var (store, now) = Of(services);
            var targets = Enumerable.Range(0, 10).Select(i => new RedirectTarget { Id = NewId(), Url = $"https://example.org/{i}", CreatedAt = now, ExpiresAt = now.AddDays(1) }).ToList();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => store.AddAsync([.. targets.Skip(i).Concat(targets.Take(i))], default)))).ConfigureAwait(false);
            foreach (var target in targets)
            {
                Expect.Equal(target, await store.FindAsync(target.Id, default).ConfigureAwait(false));
            }
        }),
        new("Links_Ended_ArePruned", async services =>
        {
            // In the past, where no other case has rows.
            var (store, now) = Of(services);
            var past = now.AddYears(-10);
            var (gone, kept) = (new LinkUse { Id = NewId(), ExpiresAt = past }, new LinkUse { Id = NewId(), ExpiresAt = now });
            var target = new RedirectTarget { Id = NewId(), Url = "https://example.org", CreatedAt = past, ExpiresAt = past };
            Expect.True(await store.UseAsync(gone, default).ConfigureAwait(false));
            Expect.True(await store.UseAsync(kept, default).ConfigureAwait(false));
            await store.AddAsync([target], default).ConfigureAwait(false);
            Expect.Equal(2, await store.PruneAsync(past.AddDays(1), 100, default).ConfigureAwait(false));
            Expect.Equal((false, true), (await store.IsUsedAsync(gone.Id, default).ConfigureAwait(false), await store.IsUsedAsync(kept.Id, default).ConfigureAwait(false)));
            Expect.True(await store.FindAsync(target.Id, default).ConfigureAwait(false) is null);
        }),
    ];

    private static (ILinkStore Store, DateTimeOffset Now) Of(IServiceProvider services) =>
        (services.GetRequiredService<ILinkStore>(), new StoreUnderTest(services).Now);

    private static Guid NewId() => new(RandomNumberGenerator.GetBytes(16));
}
