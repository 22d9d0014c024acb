using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>Reports of the provider: early, late, or never.</summary>
internal sealed class ReportSteps(Variant variant)
{
    public void Collect(ModelStore store, ProtocolState state, Delivery row, List<(string Name, ProtocolState Next)> steps)
    {
        for (byte attempt = 1; attempt <= ProtocolSteps.MaxAttempts; attempt++)
        {
            var bit = 1 << (attempt - 1);
            if ((state.World.Reporting & bit) != 0)
            {
                var told = state with { World = state.World with { Reporting = (byte)(state.World.Reporting & ~bit) } };
                Current(store, told, row, attempt, MessageEventKind.Delivered, "a report says delivered", steps);
                steps.Add(("a report is lost", told));
                if (variant.Failures)
                {
                    Current(store, told, row, attempt, FailureKind, "a report says failed", steps);
                    Current(store, state, row, attempt, MessageEventKind.Delivered, "a report says delivered, more will follow", steps);
                }
            }
        }

        if (state.World.ReportsEarlier)
        {
            var told = state with { World = state.World with { ReportsEarlier = false } };
            var next = told;
            store.Report(ref next, About((short)(state.World.Generation - 1), 1, MessageEventKind.Delivered));
            steps.Add(("a report about the generation before", next));
            steps.Add(("a report is lost", told));
        }
    }

    private MessageEventKind FailureKind => variant.Channel == MessageChannel.Email ? MessageEventKind.Bounced : MessageEventKind.Failed;

    private void Current(ModelStore store, ProtocolState told, Delivery row, byte attempt, MessageEventKind kind, string name, List<(string Name, ProtocolState Next)> steps)
    {
        var isFailure = kind != MessageEventKind.Delivered;
        var isUnderstood = variant.OnlyProviderIds ? (told.World.Identified & (1 << (attempt - 1))) != 0 : !isFailure || variant.Keys || attempt >= row.Attempt;
        var next = told with
        {
            World = told.World with
            {
                IsProved = told.World.IsProved || (isUnderstood && !(isFailure && attempt < row.Attempt && !variant.Keys)),
                Failed = isFailure ? Math.Max(told.World.Failed, variant.Keys ? (byte)ProtocolSteps.MaxAttempts : attempt) : told.World.Failed,
            },
        };
        store.Report(ref next, variant.OnlyProviderIds ? ProviderIdTables.Report(attempt, kind) : About(row.Generation, attempt, kind));
        steps.Add((name, next));
    }

    // A connection that honours keys is given the same content at every attempt, so its reports cannot tell attempts apart.
    private MessageEvent About(short generation, short attempt, MessageEventKind kind) => new()
    {
        Provider = "model",
        EventKey = "report",
        DeliveryId = RowCode.Id,
        Generation = generation,
        Attempt = variant.Keys ? short.MaxValue : attempt,
        ProviderMessageId = variant.Keys ? null : RowCode.ProviderId((generation * 4) + attempt),
        Kind = kind,
    };
}
