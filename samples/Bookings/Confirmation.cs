using Messaging;

namespace Bookings;

/// <summary>What a confirmation is to the library: a template, a recipient, and a key that makes it happen once.</summary>
internal static class Confirmation
{
    /// <summary>What the messages are for, to list them by.</summary>
    public const string Type = "booking_confirmation";

    private const int DaysToPay = 14;
    private const int DaysToCancel = 7;

    /// <summary>The request to confirm a booking.</summary>
    public static MessageRequest For(Booking booking) => new()
    {
        Template = "booking-confirmed",
        Type = Type,
        Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.InApp],
        Entity = new EntityReference("booking", booking.Id),

        // However often this program runs or dies, a booking is confirmed by one request.
        IdempotencyKey = $"booking-{booking.Id}-confirmed",
        To =
        [
            new Recipient
            {
                Id = $"guest-{booking.Id}",
                Type = "guest",
                Name = booking.Guest,
                Email = booking.Email,
                Phone = booking.Phone,
                Locale = booking.Locale,
                TimeZone = booking.TimeZone,
            },
        ],
        Data = DataFor(booking),
    };

    private static Dictionary<string, object?> DataFor(Booking booking) => new()
    {
        ["code"] = booking.Id,

        // Names need not be English: this is the one that the Vietnamese texts use.
        ["MÃ_BOOKING"] = booking.Id,
        ["salutation"] = booking.Salutation,
        ["kind"] = booking.Kind,
        ["place"] = booking.Place,
        ["arrival"] = booking.Arrival,
        ["nights"] = booking.Nights,
        ["amount"] = booking.Amount,
        ["currency"] = booking.Currency,
        ["dueDate"] = booking.Arrival.AddDays(-DaysToPay),

        // A moment, unlike the dates above: each guest reads it in their own time zone.
        ["freeUntil"] = new DateTimeOffset(booking.Arrival.AddDays(-DaysToCancel), new TimeOnly(18, 0), TimeSpan.Zero),
    };
}
