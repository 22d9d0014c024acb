namespace Messaging.Core.Tests.Protocol;

/// <summary>One state of the model: the row, two dispatchers, a janitor, and the world.</summary>
internal readonly record struct ProtocolState
{
    public ulong Row { get; init; }

    public Worker First { get; init; }

    public Worker Second { get; init; }

    public Worker Janitor { get; init; }

    public World World { get; init; }

    /// <summary>Whether nothing is on its way any more.</summary>
    public bool IsQuiet => First.Phase == Phase.Idle && Second.Phase == Phase.Idle && Janitor.Phase == Phase.Idle && World is { Reporting: 0, ReportsEarlier: false };

    public Worker Dispatcher(int index) => index == 0 ? First : Second;

    public ProtocolState With(int index, Worker worker) => index == 0 ? this with { First = worker } : this with { Second = worker };

    /// <summary>The state after the row changed hands: whoever saw the token before is late.</summary>
    public ProtocolState Outdate(Variant variant) => this with { First = Late(First, variant), Second = Late(Second, variant), Janitor = Late(Janitor, variant) };

    /// <summary>The same state in its one form.</summary>
    public ProtocolState Canonical() => First.Code <= Second.Code ? this : this with { First = Second, Second = First };

    // What comes too late is written nowhere: of it only the attempt matters, which is kept as evidence.
    private Worker Late(Worker worker, Variant variant)
    {
        if (worker.Phase is Phase.Idle or Phase.Found)
        {
            return new Worker(Phase.Idle);
        }

        var current = RowCode.Unpack(Row, 0, variant).Generation;
        var seen = RowCode.Unpack(worker.Seen, 0, variant);
        return worker.Phase switch
        {
            Phase.Claimed or Phase.Marking => new Worker(worker.Phase, Connection: worker.Connection, Seen: Evidence(seen.Generation, 0)),
            _ => worker with { IsFresh = false, IsFrozen = false, Seen = Evidence(seen.Generation, seen.Generation == current ? seen.Attempt : (short)1) },
        };

        ulong Evidence(short generation, short attempt) =>
            RowCode.Pack(RowCode.Unpack(0, 0, variant) with { Generation = generation, Attempt = attempt });
    }
}
