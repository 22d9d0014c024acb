using Messaging.Preferences;

namespace Messaging.Inbound;

/// <summary>What was said in both directions, with a person or an address. Registered by <c>AddInbound()</c>; thread-safe.</summary>
/// <remarks>The host decides who may read whose conversations.</remarks>
public interface IConversations
{
    /// <summary>Reads one page of a conversation, both directions mixed, newest first.</summary>
    /// <param name="query">Whose.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The query names nobody, or the page size or cursor is wrong.</exception>
    Task<ConversationPage> ListAsync(ConversationQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of what came in, over all conversations of a tenant, newest first: an inbox for staff.</summary>
    /// <param name="query">Which messages.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The page size or cursor is wrong.</exception>
    Task<InboundPage> ListInboundAsync(InboundQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads an inbound message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The message, or null.</returns>
    Task<InboundMessage?> FindAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Answers an inbound message on its channel, to the address it came from, as an ordinary transactional message: opt-outs and suppressions hold for it too.</summary>
    /// <param name="id">The inbound message.</param>
    /// <param name="content">The answer. An email without a subject takes the one it answers.</param>
    /// <param name="options">Who answers, an idempotency key, files; or null.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>What <see cref="IMessagingClient.SendAsync"/> returned.</returns>
    /// <exception cref="InvalidMessageException">The tenant has no such inbound message, or the answer is no valid request.</exception>
    Task<SendReceipt> ReplyAsync(Guid id, InlineContent content, ReplyOptions? options = null, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Offers an inbound message to the <see cref="IInboundHandler"/> once more, after it was given up.</summary>
    /// <param name="id">The inbound message.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it had been given up.</returns>
    Task<bool> OfferAgainAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Deletes everything that an address wrote, such as when its owner asks to be forgotten. What was sent to it is not touched.</summary>
    /// <param name="contact">The address.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many messages went.</returns>
    /// <exception cref="InvalidMessageException">The address is none of its channel.</exception>
    Task<int> DeleteAsync(Contact contact, CancellationToken cancellationToken = default);
}
