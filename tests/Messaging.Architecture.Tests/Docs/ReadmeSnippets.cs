using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>The lines that the README shows besides its program, for the compiler to see.</summary>
internal static class ReadmeSnippets
{
    public static async Task SendAsync(BookingContext db, Booking booking, Recipient guest)
    {
        db.Bookings.Add(booking);
        await db.Messaging().SendAsync(new MessageRequest { Template = "booking-confirmed", To = [guest], Data = booking });
        await db.SaveChangesAsync();
    }

    public static async Task<(StoredMessage? Message, MessagePage Page)> OperateAsync(IMessagingClient client, MessageRequest request, Guid id)
    {
        MessageExplanation plan = await client.ExplainAsync(request);
        Assert.NotEmpty(plan.Messages);
        StoredMessage? message = await client.FindAsync(id);
        DeliveryStatus? status = message?.Delivery.StatusAt(DateTimeOffset.UtcNow);
        MessagePage page = await client.ListAsync(new MessageQuery { Status = DeliveryStatus.Unknown });
        await client.CancelAsync(id, "guest cancelled");
        await client.RequeueAsync(id, "provider had an outage");
        await client.ResendAsync(id, new ResendRequest { Channel = MessageChannel.Sms });
        return (message, page);
    }

    internal sealed class Booking
    {
        public int Id { get; init; }
    }

    internal sealed class BookingContext(DbContextOptions<BookingContext> options) : DbContext(options)
    {
        public DbSet<Booking> Bookings => Set<Booking>();
    }
}
