namespace Messaging.Storage;

/// <summary>The time that is compared with stored times: the injected clock, moved to agree with the database's.</summary>
/// <remarks>
/// Safety rests on lease tokens alone; this clock only keeps nodes with different clocks from sending early or taking over live leases. An injected clock that is not the system's is
/// left as it is, so that tests command time.
/// </remarks>
internal sealed class StoreClock(TimeProvider timeProvider)
{
    /// <summary>A jump of the measured difference beyond this stops claiming until the next heartbeat has confirmed it.</summary>
    public static readonly TimeSpan MaxJump = TimeSpan.FromSeconds(2);

    private long _offsetTicks;
    private bool _measured;

    /// <summary>Whether the difference held still between the last two measurements.</summary>
    public bool IsSteady { get; private set; } = true;

    /// <summary>How far the database's clock is ahead of the injected one, as measured last; zero where the database has none of its own.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>The time, in whole milliseconds as every store keeps it.</summary>
    public DateTimeOffset GetUtcNow()
    {
        var now = timeProvider.GetUtcNow().AddTicks(Interlocked.Read(ref _offsetTicks));
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    /// <summary>Takes a measurement of the database's clock.</summary>
    /// <param name="before">The injected clock before the question.</param>
    /// <param name="databaseTime">The answer, or null when the database has no clock of its own.</param>
    /// <param name="after">The injected clock after the answer.</param>
    public void Align(DateTimeOffset before, DateTimeOffset? databaseTime, DateTimeOffset after)
    {
        if (databaseTime is not { } answer || timeProvider != TimeProvider.System)
        {
            return;
        }

        var offset = (answer - (before + ((after - before) / 2))).Ticks;
        var previous = Interlocked.Exchange(ref _offsetTicks, offset);
        IsSteady = !_measured || TimeSpan.FromTicks(Math.Abs(offset - previous)) <= MaxJump;
        _measured = true;
    }
}
