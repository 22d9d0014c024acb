using Messaging;

namespace Bookings;

/// <summary>One confirmation over a real provider, to the one who tries it: no guest of the file is written to.</summary>
internal sealed class Trial(RealProvider provider, ProviderKeys keys)
{
    public RealProvider Provider => provider;

    /// <summary>What is missing in the environment.</summary>
    public IReadOnlyList<string> Missing => keys.MissingFor(provider);

    /// <summary>Adds the provider, and nothing else that sends.</summary>
    public void AddTo(MessagingBuilder messaging) => provider.Add(messaging, keys);

    /// <summary>The request: every trial sends anew, and the guest's own addresses are not in it.</summary>
    public MessageRequest For(Booking booking)
    {
        var request = Confirmation.For(booking);
        return request with
        {
            Channels = [provider.Channel],
            IdempotencyKey = null,
            To = [new Recipient { Name = booking.Guest, Locale = booking.Locale, TimeZone = booking.TimeZone, Addresses = new Dictionary<MessageChannel, string> { [provider.Channel] = keys[provider.To] } }],
        };
    }
}
