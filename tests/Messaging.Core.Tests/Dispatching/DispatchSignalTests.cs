using Messaging.Dispatching;

namespace Messaging.Core.Tests.Dispatching;

public sealed class DispatchSignalTests
{
    private readonly RecordedHints _hints = new();

    [Fact]
    public void Notify_Committed_TellsThisDispatcherAndOthers()
    {
        var signal = new DispatchSignal(_hints);
        signal.Notify([7, 7, 9]);
        Assert.Equal([7, 9], signal.Take().Lanes.Keys.Order());
        Assert.Equal(["7,9"], _hints.Sent);
    }

    [Fact]
    public void Notify_ByTheHost_TellsOthersToLook()
    {
        IMessagingSignal signal = new DispatchSignal(_hints);
        signal.Notify();
        Assert.True(((DispatchSignal)signal).Take().Scan);
        Assert.Equal(["any"], _hints.Sent);
    }

    [Fact]
    public void Notify_NothingDue_TellsNobodyElse()
    {
        new DispatchSignal(_hints).Notify([]);
        Assert.Empty(_hints.Sent);
    }

    [Fact]
    public void HeardOrOwnHeartbeat_IsNotPassedOn()
    {
        var signal = new DispatchSignal(_hints);
        signal.Notify();
        signal.Wake([7], DateTimeOffset.MinValue);
        Assert.True(signal.WaitAsync(default).IsCompleted);
        Assert.Empty(_hints.Sent);
    }

    [Fact]
    public void Wake_SeveralTimes_KeepsTheEarliestTime()
    {
        var (signal, at) = (new DispatchSignal(), new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero));
        signal.Wake([7], at);
        signal.Wake([7], at.AddSeconds(-1));
        signal.Wake([7], at.AddSeconds(1));
        Assert.Equal(at.AddSeconds(-1), Assert.Single(signal.Take().Lanes).Value);
        Assert.Empty(signal.Take().Lanes);
    }

    private sealed class RecordedHints : IWakeUpHint
    {
        public List<string> Sent { get; } = [];

        public void Send(IReadOnlyCollection<long>? lanes) => Sent.Add(lanes is null ? "any" : string.Join(',', lanes.Order()));
    }
}
