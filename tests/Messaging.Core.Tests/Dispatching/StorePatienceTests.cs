using Messaging.Dispatching;
using Messaging.Testing;
using Microsoft.Extensions.Logging;

namespace Messaging.Core.Tests.Dispatching;

public sealed class StorePatienceTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ManualTimeProvider _clock = new();
    private readonly MessagingMetrics _metrics = new();
    private readonly HookedLogger _logger = new();
    private readonly StorePatience _patience;

    public StorePatienceTests() => _patience = new StorePatience(_clock, _metrics, _logger);

    [Fact]
    public async Task RunAsync_StoreAnswersSomebodyElse_TriesAgainAtOnce()
    {
        var tries = 0;
        var running = _patience.RunAsync("test", _ => ++tries < 5 ? throw Away() : Task.FromResult(tries), CancellationToken.None);
        await AdvanceUntilAsync(() => tries == 4, TimeSpan.FromSeconds(3));
        var waited = await AdvanceUntilAsync(
            () =>
            {
                _patience.NoteSuccess();
                return running.IsCompleted;
            },
            TimeSpan.FromSeconds(6));
        Assert.InRange(waited, TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(900));
        Assert.Equal(5, await running);
    }

    [Fact]
    public async Task RunAsync_StoreAnswersWhileTheFailureIsLogged_IsNotMissed()
    {
        var tries = 0;
        var running = _patience.RunAsync(
            "test",
            _ =>
            {
                if (++tries == 4)
                {
                    // Others were answered meanwhile, so this failure is the first of a new outage; it ends while it is being told.
                    _patience.NoteSuccess();
                    _logger.Hook = _patience.NoteSuccess;
                }

                return tries < 5 ? throw Away() : Task.FromResult(tries);
            },
            CancellationToken.None);
        await AdvanceUntilAsync(() => tries == 4, TimeSpan.FromSeconds(3));
        var waited = await AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromSeconds(6));
        Assert.InRange(waited, TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(900));
        Assert.Equal(5, await running);
    }

    [Fact]
    public async Task RunAsync_StoreAnswersNobody_WaitsLongerEachTime()
    {
        var tries = 0;
        var running = _patience.RunAsync("test", _ => ++tries < 5 ? throw Away() : Task.FromResult(tries), CancellationToken.None);
        await AdvanceUntilAsync(() => tries == 4, TimeSpan.FromSeconds(3));
        var waited = await AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromSeconds(6));
        Assert.InRange(waited, TimeSpan.FromMilliseconds(2_600), TimeSpan.FromMilliseconds(2_800));
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var running = _patience.RunAsync<int>("test", _ => throw Away(), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void Note_FailureThatSomebodyHasToMend_IsToldOnce_AndAgainAfterTheStoreAnswered()
    {
        var refused = new MessageStoreException("The login was refused.");
        _patience.Note("beat", refused);
        var since = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _patience.Note("beat", new MessageStoreException("The login was refused."));
        Assert.Equal(new StoreOutage(since, "The login was refused."), _patience.Outage);
        Assert.Equal(["StoreFailed"], _logger.Events);

        _patience.NoteSuccess();
        Assert.Null(_patience.Outage);
        _patience.Note("beat", refused);
        Assert.Equal(["StoreFailed", "StoreAvailable", "StoreFailed"], _logger.Events);
    }

    [Fact]
    public void Note_OutageThatTurnsOutToNeedMending_IsToldOnceMore_AndKeepsItsBeginning()
    {
        var since = _clock.GetUtcNow();
        _patience.NoteFailure("beat", Away());
        _clock.Advance(TimeSpan.FromSeconds(1));
        _patience.Note("beat", new MessageStoreException("The login was refused."));
        _patience.NoteFailure("beat", Away());
        Assert.Equal(new StoreOutage(since, "The login was refused."), _patience.Outage);
        Assert.Equal(["StoreUnavailable", "StoreFailed"], _logger.Events);
    }

    [Fact]
    public void Note_FailureOutsideOfTheStore_IsToldEachTime_AndIsNoOutage()
    {
        _patience.Note("beat", new InvalidOperationException());
        _patience.Note("beat", new InvalidOperationException());
        Assert.Equal(["StoreFailed", "StoreFailed"], _logger.Events);
        Assert.Null(_patience.Outage);
    }

    public void Dispose() => _metrics.Dispose();

    // In steps, with a moment of real time for what each sets going.
    private async Task<TimeSpan> AdvanceUntilAsync(Func<bool> condition, TimeSpan atMost)
    {
        var advanced = TimeSpan.Zero;
        while (!await IsSoonAsync(condition))
        {
            Assert.True(advanced <= atMost, "It never came.");
            _clock.Advance(Step);
            advanced += Step;
        }

        return advanced;
    }

    private static async Task<bool> IsSoonAsync(Func<bool> condition)
    {
        for (var i = 0; i < 20 && !condition(); i++)
        {
            await Task.Delay(1);
        }

        return condition();
    }

    private static MessageStoreException Away() => new("The store is away.") { IsTransient = true };

    private sealed class HookedLogger : ILogger<StorePatience>
    {
        public Action? Hook { get; set; }

        public List<string?> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Events.Add(eventId.Name);
            var hook = Hook;
            Hook = null;
            hook?.Invoke();
        }
    }
}
