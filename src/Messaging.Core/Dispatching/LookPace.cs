namespace Messaging.Dispatching;

/// <summary>
/// Keeps a repeated look at the database from taking more than a tenth of the time. Such a look passes over what has been dealt with, which costs nothing as long as the database may forget it, and ever more
/// while somebody holds an old transaction open: the look then comes less often rather than without pause.
/// </summary>
/// <remarks>
/// A single look that takes long says nothing: the database may have been busy for a moment. One that fails because it took too long counts, one that did not reach the database does not. Not thread-safe: each loop
/// has its own.
/// </remarks>
internal sealed class LookPace(TimeProvider time)
{
    private const int RestPerLook = 9;

    // Shorter ones, once in a second or more, are no burden.
    private static readonly TimeSpan LeastThatCounts = TimeSpan.FromMilliseconds(100);

    private long _endedAt;
    private TimeSpan _took;
    private TimeSpan _rest;

    /// <summary>Whether the last look was long enough ago.</summary>
    public bool IsDue => Rest <= TimeSpan.Zero;

    /// <summary>How long until the next look is due; zero or less when it is.</summary>
    public TimeSpan Rest => _rest == TimeSpan.Zero ? TimeSpan.Zero : _rest - time.GetElapsedTime(_endedAt);

    /// <summary>Looks, and notes how long it took.</summary>
    public async Task<T> LookAsync<T>(Func<Task<T>> look)
    {
        var (begun, isAnswered) = (time.GetTimestamp(), true);
        try
        {
            return await look().ConfigureAwait(false);
        }
        catch (MessageStoreException e) when (e.OutcomeUnknown)
        {
            isAnswered = false;
            throw;
        }
        finally
        {
            _endedAt = time.GetTimestamp();
            var took = isAnswered ? time.GetElapsedTime(begun, _endedAt) : TimeSpan.Zero;
            var lesser = took < _took ? took : _took;
            (_rest, _took) = (lesser < LeastThatCounts ? TimeSpan.Zero : RestPerLook * lesser, took);
        }
    }
}
