using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;

namespace Messaging.Core.Tests.Protocol;

/// <summary>The in-memory store with one delivery, put into any state: every write of the model is a write of that store. Mutants stand between the two.</summary>
internal sealed class ModelStore
{
    /// <summary>The row's token before each step.</summary>
    public const long Token = 10;

    /// <summary>Who owns a leased row, as everybody sees it who holds it.</summary>
    public const long Owner = 1;

    private static readonly LaneQuota[] Quota = [new(0, 1)];
    private static readonly Message Message = new() { Id = RowCode.Id, RequestId = RowCode.Id, Channel = MessageChannel.Sms, CreatedAt = RowCode.Midnight, PlannedAt = RowCode.Midnight };

    private readonly InMemoryDatabase _database = new();
    private readonly InMemoryDeliveryStore _deliveries;
    private readonly InMemoryMaintenanceStore _maintenance;
    private readonly InMemoryMessageStore _messages;
    private readonly InMemoryEventStore _events;
    private readonly Variant _variant;

    public ModelStore(Variant variant)
    {
        _variant = variant;
        (_deliveries, _maintenance) = (new InMemoryDeliveryStore(_database, TimeProvider.System), new InMemoryMaintenanceStore(_database, TimeProvider.System));
        (_messages, _events) = (new InMemoryMessageStore(_database), new InMemoryEventStore(_database));
        _database.Messages[RowCode.Id] = Message;
    }

    private Delivery Row
    {
        get => _database.Deliveries[RowCode.Id];
        set => _database.Deliveries[RowCode.Id] = value;
    }

    /// <summary>The token of a worker, beside the row's.</summary>
    public static long TokenOf(Hold hold) => hold switch { Hold.Late => Token - 1, Hold.Ahead => Token + 1, _ => Token };

    /// <summary>The owner that a dispatcher names: itself.</summary>
    public static long OwnerOf(Hold hold) => hold is Hold.Late or Hold.Fresh ? Owner : Owner + 1;

    public Delivery Claim(ref ProtocolState state) => Write(ref state, now => _deliveries.ClaimAsync(Owner, Quota, DateTimeOffset.MaxValue, default).Result.Single().Delivery);

    /// <summary>Writes a start mark.</summary>
    /// <returns>Whether the provider may be called.</returns>
    public bool Start(ref ProtocolState state, DeliveryStart start)
    {
        var row = Load(state);
        var asked = _variant.Mutant switch
        {
            Mutant.NoFenceOnStart => start with { LeaseToken = Token, OwnerEpoch = row.OwnerEpoch ?? Owner, Attempt = (short)(row.Attempt + 1) },
            Mutant.NoOwnerOnStart => start with { OwnerEpoch = row.OwnerEpoch ?? Owner },
            _ => start,
        };
        var (rank, cancel) = (row.StatusRank, row.CancelRequested);
        Row = row with
        {
            StatusRank = _variant.Mutant == Mutant.StartIgnoresProof ? StatusRank.None : rank,
            CancelRequested = _variant.Mutant == Mutant.StartIgnoresCancel ? CancelReason.None : cancel,
        };
        var verdict = _deliveries.StartAsync([asked], RowCode.Now(state.World.Hour), default).Result.GetValueOrDefault(RowCode.Id);
        Row = Row with { StatusRank = Math.Max(rank, Row.StatusRank), CancelRequested = cancel };
        Save(ref state);
        return verdict == StartVerdict.Granted;
    }

    /// <summary>Writes a change.</summary>
    /// <returns>Whether its guards matched.</returns>
    public bool Record(ref ProtocolState state, DeliveryChange change, bool isJanitor)
    {
        var row = Load(state);
        var asked = _variant.Mutant switch
        {
            Mutant.NoFenceOnCompletion when !isJanitor => change with { LeaseToken = row.LeaseToken, OwnerEpoch = row.OwnerEpoch, Attempt = row.Attempt },
            Mutant.NoOwnerOnCompletion => change with { OwnerEpoch = row.OwnerEpoch },
            Mutant.NoAttemptGuard when isJanitor => change with { Attempt = row.Attempt },
            Mutant.LateAcceptanceDropped when row.LeaseToken != change.LeaseToken => change with { Evidence = null },
            _ => change,
        };
        Row = _variant.Mutant == Mutant.RecordIgnoresProof ? row with { StatusRank = StatusRank.None } : row;
        var written = _deliveries.RecordAsync([asked], RowCode.Now(state.World.Hour), default).Result.Count > 0;
        Row = Row with { StatusRank = Math.Max(row.StatusRank, Row.StatusRank) };
        Save(ref state);
        return written;
    }

    public Delivery? Find(ProtocolState state, DeliveryCondition condition)
    {
        Load(state);
        var before = condition == DeliveryCondition.Expired ? RowCode.Now(state.World.Hour) : DateTimeOffset.MaxValue;
        return _maintenance.FindAsync(condition, before, 1, default).Result is [var seen, ..] ? seen : null;
    }

    public int Release(ref ProtocolState state) => Write(ref state, _ => _maintenance.ReleaseAsync(Owner, [], default).Result);

    public int MatchReports(ref ProtocolState state) => Write(ref state, now => _maintenance.MatchEventsAsync(100, now, default).Result);

    public CancelResult Cancel(ref ProtocolState state) => Write(ref state, now => _messages.CancelAsync("", RowCode.Id, "", now, default).Result);

    public RequeueResult Replay(ref ProtocolState state)
    {
        var generation = Load(state).Generation;
        var result = _messages.ReplayAsync("", RowCode.Id, "", RowCode.Midnight.AddYears(1), RowCode.Now(state.World.Hour), default).Result;
        Row = _variant.Mutant == Mutant.ReplayKeepsGeneration ? Row with { Generation = generation } : Row;
        Save(ref state);
        return result;
    }

    public void Report(ref ProtocolState state, MessageEvent report) => Write(ref state, now => _events.ApplyAsync([_variant.Mutant switch
    {
        Mutant.OldGenerationCounts => report with { Generation = null },
        Mutant.OldFailureCounts => report with { Attempt = null },
        _ => report,
    }], now, default).Result);

    private TResult Write<TResult>(ref ProtocolState state, Func<DateTimeOffset, TResult> write)
    {
        Load(state);
        var result = write(RowCode.Now(state.World.Hour));
        Save(ref state);
        return result;
    }

    private Delivery Load(ProtocolState state)
    {
        _database.Attempts.Clear();
        _database.Events.Clear();
        _database.Decisions.Clear();
        _database.DailyCounts.Clear();
        _database.DailyCounts[(RowCode.Id, 1)] = state.World.Counted;
        _database.Contents[RowCode.Id] = new MessageContent { Id = RowCode.Id, Address = "", Payload = state.World.IsFrozen ? "{}" : null };
        if (_variant.OnlyProviderIds)
        {
            ProviderIdTables.Fill(_database, state.World);
        }

        return Row = RowCode.Unpack(state.Row, Token, _variant);
    }

    private void Save(ref ProtocolState state)
    {
        var world = state.World with
        {
            IsFrozen = _database.Contents[RowCode.Id].Payload is not null,
            Counted = (byte)Math.Min(2, _database.DailyCounts[(RowCode.Id, 1)]),
        };
        state = state with { Row = RowCode.Pack(Row), World = _variant.OnlyProviderIds ? ProviderIdTables.Read(_database, world) : world };
        if (Row.LeaseToken != Token)
        {
            state = state.Outdate();
        }
    }
}
