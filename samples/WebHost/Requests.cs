using Messaging;

namespace WebHost;

/// <summary>What this application sends.</summary>
internal static class Requests
{
    public static IReadOnlyList<string> Kinds { get; } = ["newsletter", "booking-confirmation", "booking-reminder"];

    public static MessageRequest Make(string kind, string guest) => kind switch
    {
        "newsletter" => new MessageRequest
        {
            Template = "newsletter", Type = "newsletter", Category = MessageCategory.Marketing, To = To(guest), Channels = [MessageChannel.Email], Data = new { season = "spring" },
        },
        "booking-reminder" => new MessageRequest
        {
            Template = "booking-reminder", Type = "booking", To = To(guest), Data = Booking(),
            Routing = Routing.Fallback(new FallbackStep(MessageChannel.InApp), new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, TimeSpan.FromMinutes(15))),
        },
        _ => new MessageRequest { Template = "booking-confirmation", Type = "booking", To = To(guest), Channels = [MessageChannel.Email, MessageChannel.Sms], Data = Booking() },
    };

    private static IReadOnlyList<Recipient> To(string guest) => [guest == "all" ? Recipient.Role("all_guests") : new Recipient { Id = guest, Type = "guest" }];

    private static object Booking() => new
    {
        businessName = "Haff Sailing School",
        bookingName = "Sailing lesson",
        start = new DateTimeOffset(2027, 5, 8, 8, 0, 0, TimeSpan.Zero),
        locationName = "Pier 3",
    };
}
