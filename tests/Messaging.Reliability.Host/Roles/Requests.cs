using System.Globalization;

namespace Messaging.Reliability.Host.Roles;

/// <summary>What is sent: the same short email to as many recipients as asked for.</summary>
public static class Requests
{
    /// <summary>Requests for a number of messages, as few as possible.</summary>
    /// <param name="messages">How many messages.</param>
    /// <param name="category">Their category, which decides what may happen to an unknown outcome.</param>
    /// <param name="key">The idempotency key of the first request, or null.</param>
    /// <param name="recipients">How many recipients share the messages; with 0 everybody gets one.</param>
    public static IEnumerable<MessageRequest> For(int messages, MessageCategory category, string? key = null, int recipients = 0)
    {
        for (var first = 0; first < messages; first += MessageRequest.MaxRecipients)
        {
            var count = Math.Min(MessageRequest.MaxRecipients, messages - first);
            yield return new MessageRequest
            {
                Content = new InlineContent { Subject = "Booked", Text = "See you soon." },
                To = [.. Enumerable.Range(first, count).Select(i => new Recipient { Email = string.Create(CultureInfo.InvariantCulture, $"guest{(recipients == 0 ? i : i % recipients)}@example.org") })],
                Category = category,
                IdempotencyKey = key,
            };
        }
    }
}
