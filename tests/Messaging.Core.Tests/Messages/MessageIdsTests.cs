using Messaging.Messages;
using Messaging.Testing;

namespace Messaging.Core.Tests.Messages;

public sealed class MessageIdsTests
{
    [Fact]
    public void Next_WithAClockThatStandsStillOrStepsBack_StillRises()
    {
        var clock = new SteppingClock();
        var ids = new MessageIds(clock);
        var made = Enumerable.Range(0, 20_000).Select(i =>
        {
            clock.Step(i % 1_000 == 999 ? -5 : i % 100 == 0 ? 1 : 0);
            return ids.Next();
        }).ToList();
        Assert.Equal(made.Order(), made);
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Next_IsAVersion7IdOfTheClock()
    {
        var clock = new ManualTimeProvider();
        var id = new MessageIds(clock).Next();
        Assert.Equal((7, 8), (id.Version, id.Variant & 0xC));
        var bytes = id.ToByteArray(bigEndian: true);
        var milliseconds = bytes.Take(6).Aggregate(0L, (n, b) => (n << 8) | b);
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), milliseconds);
    }

    [Fact]
    public async Task Next_FromManyThreads_NeverRepeats()
    {
        var ids = new MessageIds(new ManualTimeProvider());
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 5_000).Select(_ => ids.Next()).ToList())));
        Assert.Equal(40_000, made.SelectMany(m => m).Distinct().Count());
    }

    private sealed class SteppingClock : TimeProvider
    {
        private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Step(int milliseconds) => _now = _now.AddMilliseconds(milliseconds);
    }
}
