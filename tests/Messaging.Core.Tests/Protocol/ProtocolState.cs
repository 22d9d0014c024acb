namespace Messaging.Core.Tests.Protocol;

/// <summary>One state of the model: the row, two dispatchers, a janitor, and the world.</summary>
internal readonly record struct ProtocolState
{
    public ulong Row { get; init; }

    public Worker First { get; init; }

    public Worker Second { get; init; }

    public Worker Janitor { get; init; }

    public World World { get; init; }

    /// <summary>Whether the step that led here gave the row another token.</summary>
    public bool ChangedHands { get; init; }

    /// <summary>The same for the same state, and for no other.</summary>
    public StateKey Key => new(Row, First.Code, Second.Code, Janitor.Code, World.Code);

    /// <summary>Whether nothing is on its way any more.</summary>
    public bool IsQuiet => First.Phase == Phase.Idle && Second.Phase == Phase.Idle && Janitor.Phase == Phase.Idle && World is { Reporting: 0, ReportsEarlier: false };

    public Worker Dispatcher(int index) => index == 0 ? First : Second;

    public ProtocolState With(int index, Worker worker) => index == 0 ? this with { First = worker } : this with { Second = worker };

    /// <summary>The state after the row changed hands: whoever saw the token before is late.</summary>
    public ProtocolState Outdate() => this with { First = Late(First), Second = Late(Second), Janitor = Late(Janitor), ChangedHands = true };

    /// <summary>The same state in its one form.</summary>
    public ProtocolState Canonical() => First.Code <= Second.Code ? this : this with { First = Second, Second = First };

    /// <summary>A worker after the row changed hands. One whose claim was lost is one token ahead, so after the first change the row has its token. What comes too late is written nowhere: of it only the attempt matters, which is kept as evidence.</summary>
    public Worker Late(Worker worker)
    {
        if (worker.Hold == Hold.Ahead)
        {
            return worker with { Hold = Hold.Twin };
        }

        var (current, generation) = (RowCode.GenerationOf(Row), RowCode.GenerationOf(worker.Seen));
        return worker.Phase switch
        {
            Phase.Idle or Phase.Found => new Worker(Phase.Idle),
            Phase.Claimed or Phase.Marking => new Worker(worker.Phase, Connection: worker.Connection, Seen: RowCode.Pack(generation, 0)),
            _ => worker with { Hold = Hold.Late, IsFrozen = false, Seen = RowCode.Pack(generation, generation == current ? RowCode.AttemptOf(worker.Seen) : 1) },
        };
    }
}
