using Messaging.Storage;

namespace Messaging;

/// <summary>Sends messages and tells what became of them. Inject it anywhere; it is thread-safe and lives as long as the host.</summary>
/// <remarks>
/// Every call commits by itself. To make a send part of your own transaction, call <c>db.Messaging().SendAsync(...)</c> on your <c>DbContext</c>. All calls act within one tenant;
/// the default, <c>""</c>, is the single tenant of a host without tenants, so that a forgotten tenant finds nothing rather than somebody else's messages.
/// </remarks>
public interface IMessagingClient
{
    /// <summary>Plans a request, checks it completely and stores its messages. They are sent soon after, or at the time the request names.</summary>
    /// <param name="request">What to send, to whom and when.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The messages with their ids and verdicts; the first receipt, marked as duplicate, when the idempotency key was used for the same request before.</returns>
    /// <exception cref="InvalidMessageException">The request is wrong; the exception lists everything that is. Nothing was stored.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value it shows is missing. Nothing was stored.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request. Nothing was stored.</exception>
    /// <exception cref="JoinedSendRequiredException">The calling code holds a write transaction on the same SQLite file.</exception>
    /// <exception cref="MessageStoreException">The database could not be reached, or refused the write.</exception>
    Task<SendReceipt> SendAsync(MessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends the same to any number of recipients, who are read as they come: in pages of 1,000, each stored by itself. A page is planned while the one before it is stored, so that two are in memory.</summary>
    /// <param name="request">What to send; its own list of recipients stays empty. With an idempotency key, calling again with the same recipients in the same order goes on where it broke off.</param>
    /// <param name="recipients">The recipients. One that is wrong gets nothing and is listed; the others get theirs.</param>
    /// <param name="cancellationToken">Ends the call between two pages; what is stored by then is sent.</param>
    /// <returns>How many messages were stored, and who gets none.</returns>
    /// <exception cref="InvalidMessageException">The request itself is wrong; nothing more was stored.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value it shows is missing; nothing more was stored.</exception>
    /// <exception cref="IdempotencyConflictException">A page differs from the one that was sent under its key.</exception>
    /// <exception cref="MessageStoreException">The database could not be reached, or refused the write.</exception>
    Task<BulkReceipt> SendManyAsync(MessageRequest request, IAsyncEnumerable<Recipient> recipients, CancellationToken cancellationToken = default);

    /// <summary>Tells what <see cref="SendAsync"/> would make of a request at this moment, and why: the verdict on every recipient and channel, and what each message would say. Stores and sends nothing.</summary>
    /// <param name="request">The request. Its idempotency key is not looked up.</param>
    /// <param name="cancellationToken">Ends the look-up of templates.</param>
    /// <returns>One explained message for each that would be stored, and the channels that would be left out.</returns>
    /// <exception cref="InvalidMessageException">The request is wrong, as for sending.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value it shows is missing, as for sending.</exception>
    Task<MessageExplanation> ExplainAsync(MessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a message with its delivery, attempts, reports and decisions.</summary>
    /// <param name="id">The message.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The message, or null when the tenant has none with this id.</returns>
    Task<StoredMessage?> FindAsync(Guid id, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Reads one page of messages, newest first. Pages stay stable while messages are added.</summary>
    /// <param name="query">The filters, the page size and where to go on.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The page, and where the next one begins.</returns>
    /// <exception cref="InvalidMessageException">The page size or cursor is wrong.</exception>
    Task<MessagePage> ListAsync(MessageQuery query, CancellationToken cancellationToken = default);

    /// <summary>Cancels a message that was not handed to a provider yet.</summary>
    /// <param name="id">The message.</param>
    /// <param name="reason">Who cancels and why, kept with the message. No personal data.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it will not be sent, will be stopped by the dispatcher that holds it, or is past stopping.</returns>
    /// <exception cref="InvalidMessageException">The reason is empty or too long.</exception>
    Task<CancelResult> CancelAsync(Guid id, string reason, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Sends a failed or unknown message again as it is, as a new generation with a fresh set of attempts.</summary>
    /// <param name="id">The message.</param>
    /// <param name="reason">Who asks and why, kept with the message. Required; no personal data.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it is queued again; only a message that failed, or whose outcome is unknown, can be.</returns>
    /// <exception cref="InvalidMessageException">The reason is empty or too long.</exception>
    Task<RequeueResult> RequeueAsync(Guid id, string reason, string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Sends what a message says once more as a new message that is linked to it, optionally on another channel or to another address.</summary>
    /// <param name="id">The original message, in whatever state.</param>
    /// <param name="options">The other channel or address, who asks, and an idempotency key.</param>
    /// <param name="tenant">The tenant it must belong to.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The receipt of the new message; the first receipt, marked as duplicate, when the idempotency key was used for the same resend before.</returns>
    /// <exception cref="InvalidMessageException">There is no such message, its content was erased, or the other channel or address does not fit.</exception>
    Task<SendReceipt> ResendAsync(Guid id, ResendRequest? options = null, string tenant = "", CancellationToken cancellationToken = default);
}
