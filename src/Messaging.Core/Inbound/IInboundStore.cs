using Messaging.Messages;

namespace Messaging.Inbound;

/// <summary>Where inbound messages are kept. Thread-safe. Every call is one transaction of its own. Not meant to be implemented by hosts.</summary>
public interface IInboundStore
{
    /// <summary>Addresses up to this length are found by <see cref="FindLatestAsync"/>; longer ones are those of devices, which do not write.</summary>
    const int MaxAddressLength = 100;

    /// <summary>Stores a message, unless one with its key is stored.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it was new.</returns>
    Task<bool> AddAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>Reads messages.</summary>
    /// <param name="filter">Which, and thereby their order.</param>
    /// <param name="after">The time and id of the last message of the page before, or null for the first page.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<InboundMessage>> ListAsync(InboundFilter filter, (DateTimeOffset ReceivedAt, Guid Id)? after, int limit, CancellationToken cancellationToken);

    /// <summary>Writes where a message stands, unless somebody else did since it was read.</summary>
    /// <param name="seen">The message as it was read.</param>
    /// <param name="next">The message as it is now; only its state, attempts, times and error are written.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>Whether it was written.</returns>
    Task<bool> UpdateAsync(InboundMessage seen, InboundMessage next, CancellationToken cancellationToken);

    /// <summary>Finds the message that was last made for an address.</summary>
    /// <param name="tenant">Its tenant, or null for any.</param>
    /// <param name="channels">Its channel: one of these.</param>
    /// <param name="address">The address in its channel's form.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The message, or null.</returns>
    Task<Message?> FindLatestAsync(string? tenant, IReadOnlyList<MessageChannel> channels, string address, CancellationToken cancellationToken);

    /// <summary>Finds the tenants that have sent messages to an address.</summary>
    /// <param name="channels">Their channel: one of these.</param>
    /// <param name="address">The address in its channel's form.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The tenants, in no particular order.</returns>
    Task<IReadOnlyList<string>> FindTenantsAsync(IReadOnlyList<MessageChannel> channels, string address, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes what a contact wrote.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="contactId">The writer's identity.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>How many messages went.</returns>
    Task<int> DeleteAsync(string tenant, Guid contactId, CancellationToken cancellationToken);

    /// <summary>Reads the sent side of a conversation, newest first.</summary>
    /// <param name="filter">Which messages.</param>
    /// <param name="after">The creation time and id of the last entry of the page before, or null for the first page.</param>
    /// <param name="limit">The most to return.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>The messages.</returns>
    Task<IReadOnlyList<SentMessage>> ListSentAsync(SentFilter filter, (DateTimeOffset CreatedAt, Guid Id)? after, int limit, CancellationToken cancellationToken);
}
