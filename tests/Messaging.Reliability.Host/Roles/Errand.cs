using Messaging.Messages;
using Messaging.Reliability.Host.Stores;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Reliability.Host.Roles;

/// <summary>The short roles: one thing is stored, then the process ends, or is ended on the way.</summary>
internal static class Errand
{
    public static async Task<int> RunAsync(HostSettings settings, Announcer announcer)
    {
        var services = new ServiceCollection();
        MessagingSetup.Add(services, settings, announcer);
        await using var provider = services.BuildServiceProvider();
        await (settings.Role switch
        {
            HostRole.Book => BookAsync(provider, settings),
            HostRole.Report => ReportAsync(provider, settings, announcer),
            _ => SendAsync(provider, settings),
        });
        announcer.Say("done");
        return 0;
    }

    private static async Task SendAsync(IServiceProvider services, HostSettings settings)
    {
        foreach (var request in Requests.For(settings.Messages, settings.Category, settings.IdempotencyKey))
        {
            await services.GetRequiredService<IMessagingClient>().SendAsync(request);
        }
    }

    private static async Task BookAsync(IServiceProvider services, HostSettings settings)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BookingDbContext>();
        var transaction = settings.ExplicitTransaction ? await db.Database.BeginTransactionAsync() : null;
        db.Bookings.Add(new Booking { Guest = "Lan" });
        foreach (var request in Requests.For(settings.Messages, settings.Category, settings.IdempotencyKey))
        {
            await db.Messaging().SendAsync(request);
        }

        await db.SaveChangesAsync();
        if (transaction is not null)
        {
            await transaction.CommitAsync();
        }
    }

    private static async Task ReportAsync(IServiceProvider services, HostSettings settings, Announcer announcer)
    {
        var now = TimeProvider.System.GetUtcNow();
        var report = new MessageEvent
        {
            Provider = "ledger",
            EventKey = settings.EventKey,
            DeliveryId = settings.MessageId,
            Kind = MessageEventKind.Delivered,
            OccurredAt = now,
            ReceivedAt = now,
        };
        announcer.Say($"new {await services.GetRequiredService<EventRecorder>().RecordAsync([report])}");
    }
}
