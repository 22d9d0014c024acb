using System.Globalization;
using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Testing.Conformance;

/// <summary>Messages to try an adapter with: one per number, each part with the number in it.</summary>
public static class SampleMessage
{
    /// <summary>Makes a message.</summary>
    /// <param name="channel">The channel, which decides about the address and the parts.</param>
    /// <param name="number">What tells it from others, 0 to 99,999.</param>
    public static OutboundMessage Of(MessageChannel channel, int number)
    {
        var digits = number.ToString("D5", CultureInfo.InvariantCulture);
        var isEmail = channel == MessageChannel.Email;
        return new OutboundMessage
        {
            Id = new Guid(number + 1, 0x51, 0x7c, 0x80, 0, 0, 0, 0, 0, 0, 1),
            IdempotencyKey = $"5eed5eed5eed5eed-conformance-{digits}.0",
            Channel = channel,
            Address = AddressOf(channel, digits),
            RecipientId = $"recipient-{digits}",
            RecipientName = isEmail ? $"Thu Person{digits}" : "",
            CreatedAt = new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero),
            Content = new RenderedContent(
                isEmail || channel == MessageChannel.Push ? $"Subject{digits}" : null, $"Text{digits} of the message", isEmail ? $"<p>Text{digits} of the message</p>" : null),
        };
    }

    private static string AddressOf(MessageChannel channel, string digits)
    {
        if (channel == MessageChannel.Email)
        {
            return $"person{digits}@example.org";
        }

        return channel == MessageChannel.Sms || channel == MessageChannel.WhatsApp ? $"+491512{digits}1"
            : channel == MessageChannel.Push ? $"device-{digits}:APA91bH_token"
            : $"address{digits}";
    }
}
