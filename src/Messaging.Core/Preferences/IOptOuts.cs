namespace Messaging.Preferences;

/// <summary>People who want nothing any more, on one channel or on all. Registered by <c>AddMessaging</c>; thread-safe.</summary>
/// <remarks>An opt-out stops transactional and marketing messages; security messages still go. To stop marketing only, withdraw the consent.</remarks>
public interface IOptOuts
{
    /// <summary>Records that a contact wants nothing any more. It holds for everything not yet handed to a provider.</summary>
    /// <param name="contact">The person or the address.</param>
    /// <param name="channel">The channel; none for all.</param>
    /// <param name="source">Where it came from: <c>phone-call</c>, <c>sms-keyword</c>. At most 100 characters.</param>
    /// <param name="reason">Why, in words, or empty. At most 400 characters.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    Task OptOutAsync(Contact contact, MessageChannel channel, string source, string reason = "", CancellationToken cancellationToken = default);

    /// <summary>Lifts an opt-out: of one channel, or with none named, all of them.</summary>
    /// <param name="contact">The person or the address.</param>
    /// <param name="channel">The channel; none for all.</param>
    /// <param name="source">Where it came from. At most 100 characters.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether there was one.</returns>
    Task<bool> OptInAsync(Contact contact, MessageChannel channel, string source, CancellationToken cancellationToken = default);

    /// <summary>Reads a text that came in: obeys words such as STOP and START at once, and queues what may be meant so for a person to decide.</summary>
    /// <param name="text">The text and where it came from.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <exception cref="InvalidMessageException">The address is none of its channel; nothing was recorded.</exception>
    /// <returns>What it was taken for. Answering <see cref="OptOutMeaning.Help"/>, and confirming an opt-out once, is up to the caller.</returns>
    Task<OptOutMeaning> ReceiveAsync(InboundText text, CancellationToken cancellationToken = default);

    /// <summary>Lists the texts that wait for a decision, oldest first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="limit">The most to return, 1 to 200.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The texts.</returns>
    Task<IReadOnlyList<OptOutReview>> ListReviewsAsync(string tenant = "", int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Decides about a text that waits.</summary>
    /// <param name="id">The review.</param>
    /// <param name="isOptOut">Whether it was meant as an opt-out, which is then recorded.</param>
    /// <param name="actor">Who decides, 1 to 100 characters.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether it was waiting.</returns>
    Task<bool> DecideAsync(Guid id, bool isOptOut, string actor, string tenant = "", CancellationToken cancellationToken = default);
}
