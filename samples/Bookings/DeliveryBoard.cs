using Messaging;
using Messaging.Messages;
using Messaging.Storage;

namespace Bookings;

/// <summary>Where the confirmations stand at one moment, those of earlier runs included.</summary>
internal sealed class DeliveryBoard
{
    // What falls due so soon is worth waiting for; a retry in a minute is not.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _readAt;

    private DeliveryBoard(IReadOnlyList<MessageSummary> messages, DateTimeOffset readAt) => (Messages, _readAt) = (messages, readAt);

    public IReadOnlyList<MessageSummary> Messages { get; }

    /// <summary>The messages about which something happens now or very soon.</summary>
    public IEnumerable<MessageSummary> Moving => Messages.Where(m => IsMoving(m.Delivery));

    /// <summary>The messages that a dispatcher holds.</summary>
    public IEnumerable<MessageSummary> Held => Messages.Where(m => m.Delivery.WorkState == WorkState.Leased);

    /// <summary>How many messages a provider has taken.</summary>
    public int TakenBy(string provider) => Messages.Count(m => m.Delivery.Outcome == DeliveryOutcome.Accepted && m.Delivery.Connection == provider);

    public static async Task<DeliveryBoard> ReadAsync(IMessagingClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new MessageQuery { Type = Confirmation.Type, PageSize = MessageQuery.MaxPageSize };
        var messages = new List<MessageSummary>();
        MessagePage page;
        do
        {
            page = await client.ListAsync(query, cancellationToken);
            messages.AddRange(page.Messages);
            query = query with { Cursor = page.Next };
        }
        while (page.Next is not null);
        return new DeliveryBoard(messages, time.GetUtcNow());
    }

    public DeliveryStatus StatusOf(MessageSummary message) => message.Delivery.StatusAt(_readAt);

    private bool IsMoving(Delivery delivery) => delivery.WorkState switch
    {
        WorkState.Done => false,
        WorkState.Leased => true,
        _ => delivery.DueAt < _readAt + Soon,
    };
}
