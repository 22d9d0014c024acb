using Messaging.Messages;
using Messaging.Storage.InMemory;

namespace Messaging.Core.Tests.Protocol;

/// <summary>The attempts that are stored with the provider's id, and the reports that wait for one, as bits and back.</summary>
internal static class ProviderIdTables
{
    public static void Fill(InMemoryDatabase database, World world)
    {
        for (short attempt = 1; attempt <= ProtocolSteps.MaxAttempts; attempt++)
        {
            if ((world.Identified & (1 << (attempt - 1))) != 0)
            {
                database.Append(new MessageAttempt { DeliveryId = RowCode.Id, Attempt = attempt, ProviderMessageId = RowCode.ProviderId(attempt) });
            }

            foreach (var kind in new[] { MessageEventKind.Delivered, MessageEventKind.Failed })
            {
                if ((world.Waiting & BitOf(attempt, kind)) != 0)
                {
                    var report = Report(attempt, kind);
                    database.Events[(report.Provider, report.EventKey)] = report;
                }
            }
        }
    }

    public static World Read(InMemoryDatabase database, World world) => world with
    {
        Identified = (byte)database.Attempts.Values.Where(a => a.ProviderMessageId is not null).Sum(a => 1 << (a.Attempt - 1)),
        Waiting = (byte)database.Events.Values.Where(e => e.DeliveryId is null).Sum(e => BitOf((short)RowCode.NumberOf(e.ProviderMessageId), e.Kind)),
    };

    public static MessageEvent Report(short attempt, MessageEventKind kind) => new()
    {
        Provider = "model",
        EventKey = $"{attempt} {kind}",
        ProviderMessageId = RowCode.ProviderId(attempt),
        Kind = kind,
    };

    private static int BitOf(short attempt, MessageEventKind kind) => (kind == MessageEventKind.Delivered ? 1 : 2) << ((attempt - 1) * 2);
}
