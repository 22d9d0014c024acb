using System.Globalization;

namespace Messaging.Reliability.Host.Roles;

/// <summary>What is sent: the same short email to as many recipients as asked for.</summary>
public static class Requests
{
    /// <summary>Requests for a number of messages, as few as possible.</summary>
    /// <param name="messages">How many messages.</param>
    /// <param name="category">Their category, which decides what may happen to an unknown outcome.</param>
    /// <param name="key">The idempotency key of the first request, or null.</param>
    /// <param name="isChat">Whether they go by Messenger instead of email.</param>
    /// <param name="recipients">How many recipients share the messages; with 0 everybody gets one.</param>
    public static IEnumerable<MessageRequest> For(int messages, MessageCategory category, string? key = null, int recipients = 0, bool isChat = false)
    {
        var channel = isChat ? MessageChannel.Messenger : MessageChannel.Email;
        for (var first = 0; first < messages; first += MessageRequest.MaxRecipients)
        {
            var count = Math.Min(MessageRequest.MaxRecipients, messages - first);
            yield return new MessageRequest
            {
                Content = new InlineContent { Subject = "Booked", Text = "See you soon." },
                To = [.. Enumerable.Range(first, count).Select(i => new Recipient { Addresses = new Dictionary<MessageChannel, string> { [channel] = AddressOf(recipients == 0 ? i : i % recipients, isChat) } })],
                Channels = [channel],
                Category = category,
                IdempotencyKey = key,
            };
        }
    }

    /// <summary>The address of a recipient.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="isChat">Whether for Messenger instead of email.</param>
    public static string AddressOf(int number, bool isChat) => "guest" + number.ToString(CultureInfo.InvariantCulture) + (isChat ? "" : "@example.org");
}
