namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>Lines of several pages that send.</summary>
internal static class SendSnippets
{
    public static async Task CategoriesAsync(IMessagingClient client, Recipient guest, DateTimeOffset visit)
    {
        await client.SendAsync(new MessageRequest { Template = "sign-in-code", To = [guest], Category = MessageCategory.Security });
        await client.SendAsync(new MessageRequest { Template = "visit-reminder", To = [guest], SendAt = visit.AddHours(-24), ExpiresAt = visit });
    }

    public static async Task JoinedAsync(AppDbContext db, Booking booking, Recipient guest)
    {
        db.Bookings.Add(booking);
        await db.Messaging().SendAsync(new MessageRequest { Template = "booking-confirmed", To = [guest], Data = booking });
        await db.SaveChangesAsync();
    }

    public static MessageRequest Named(Booking booking) => new()
    {
        Data = new { booking.Guest, booking.Arrival, booking.Nights },
    };

    public static async Task GeneratedKeyAsync(AppDbContext db, Booking booking, Recipient guest)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Bookings.Add(booking);
        await db.SaveChangesAsync();
        await db.Messaging().SendAsync(new MessageRequest
        {
            Template = "booking-confirmed",
            To = [guest],
            Entity = new EntityReference("booking", $"{booking.Id}"),
            IdempotencyKey = $"booking-{booking.Id}-confirmed",
            Data = new { code = booking.Id, booking.Guest, booking.Arrival },
        });
        await transaction.CommitAsync();
    }
}
