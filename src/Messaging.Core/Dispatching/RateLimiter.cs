using System.Collections.Concurrent;
using Messaging.Channels;
using Messaging.Storage;

namespace Messaging.Dispatching;

/// <summary>Takes a token of a connection's bucket for each message, and says how many messages a lane is worth claiming while the bucket is low.</summary>
/// <remarks>The buckets are in the store; what is known of them here is what the store said last, so that nothing is claimed only to be put off.</remarks>
internal sealed class RateLimiter : IAsyncDisposable
{
    private const int MaxBatch = 500;
    private const int MaxWaiting = 500;
    private const int MaxLanes = 10_000;

    private readonly ILimitStore _store;
    private readonly StorePatience _patience;
    private readonly DispatcherLease _lease;
    private readonly StoreClock _clock;
    private readonly MessagingMetrics _metrics;
    private readonly Coalescer<Wish, DateTimeOffset?> _wishes;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _lanes = [];

    public RateLimiter(ILimitStore store, StorePatience patience, DispatcherLease lease, StoreClock clock, MessagingMetrics metrics)
    {
        (_store, _patience, _lease, _clock, _metrics) = (store, patience, lease, clock, metrics);
        _wishes = new Coalescer<Wish, DateTimeOffset?>(MaxBatch, MaxWaiting, TakeAsync);
    }

    /// <summary>Takes a token for a message.</summary>
    /// <param name="connection">The connection it is to go by.</param>
    /// <param name="lane">The lane it came from.</param>
    /// <returns>Null when it may go, otherwise when to ask again.</returns>
    public async ValueTask<DateTimeOffset?> TakeAsync(ChannelConnection connection, long lane)
    {
        if (connection.Limit is not { } limit)
        {
            _lanes.TryRemove(lane, out _);
            return null;
        }

        if (_lanes.Count > MaxLanes)
        {
            _lanes.Clear();
        }

        _lanes[lane] = connection.Key;
        var again = await _wishes.RunAsync(new Wish(connection.Key, limit)).ConfigureAwait(false);
        if (again is { } at)
        {
            _metrics.NoteLimited(connection, at - _clock.GetUtcNow());
        }

        return again;
    }

    /// <summary>How many messages of a lane are worth claiming.</summary>
    public int RoomFor(long lane, DateTimeOffset now) => Find(lane) is { } known ? known.Bucket.Take(known.Limit, int.MaxValue, now).Granted : int.MaxValue;

    /// <summary>When a lane is worth claiming from again, or null when it is now.</summary>
    public DateTimeOffset? ClosedUntil(long lane, DateTimeOffset now) =>
        Find(lane) is { } known && known.Bucket.AtTime(known.Limit, now).WhenThereAre(1, known.Limit) is var next && next > now ? next : null;

    /// <summary>Counts claimed messages as on their way to the bucket, until the store says better.</summary>
    public void NoteClaimed(long lane, int count, DateTimeOffset now)
    {
        if (_lanes.TryGetValue(lane, out var key) && _known.TryGetValue(key, out var known))
        {
            _known.TryUpdate(key, known with { Bucket = known.Bucket.Take(known.Limit, count, now).Bucket }, known);
        }
    }

    public ValueTask DisposeAsync() => _wishes.DisposeAsync();

    private Known? Find(long lane) => _lanes.TryGetValue(lane, out var key) && _known.TryGetValue(key, out var known) ? known : null;

    private async Task<IReadOnlyList<DateTimeOffset?>> TakeAsync(IReadOnlyList<Wish> wishes)
    {
        _metrics.NoteBatch("limit", wishes.Count);
        var now = _clock.GetUtcNow();
        var requests = wishes.GroupBy(w => w.Key, StringComparer.Ordinal).Select(g => new LimitRequest(g.Key, g.First().Limit, g.Count())).ToList();
        var grants = await _patience.RunAsync("take from rate limits", token => _store.TakeAsync(requests, now, token), _lease.Trust).ConfigureAwait(false);
        var open = new Dictionary<string, (int Granted, TokenBucket Bucket, int Refused)>(StringComparer.Ordinal);
        for (var i = 0; i < requests.Count; i++)
        {
            var bucket = new TokenBucket(grants[i].Left, now);
            open[requests[i].Key] = (grants[i].Granted, bucket, 0);
            _known[requests[i].Key] = new Known(bucket, requests[i].Limit);
        }

        return [.. wishes.Select(Answer)];

        // Whoever gets none comes back one after the other, each when there should be a token for it.
        DateTimeOffset? Answer(Wish wish)
        {
            var (granted, bucket, refused) = open[wish.Key];
            if (granted > 0)
            {
                open[wish.Key] = (granted - 1, bucket, refused);
                return null;
            }

            open[wish.Key] = (0, bucket, refused + 1);
            return bucket.WhenThereAre(refused + 1, wish.Limit);
        }
    }

    private sealed record Known(TokenBucket Bucket, RateLimit Limit);

    private sealed record Wish(string Key, RateLimit Limit);
}
