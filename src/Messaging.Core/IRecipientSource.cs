namespace Messaging;

/// <summary>The host's own people: turns keys and roles into names and addresses, so that <c>To = ["customer-7"]</c> is enough. Register one with <c>AddRecipientSource</c>.</summary>
/// <remarks>
/// Called once per type of recipient in a request, and only when a recipient with a key lacks an address for a channel of the request. It is made in a scope of its own, so that it may use the
/// host's contexts; what it throws ends the request. What the request itself says about a recipient wins over what is found.
/// </remarks>
public interface IRecipientSource
{
    /// <summary>Finds the people behind keys.</summary>
    /// <param name="query">The tenant, the type of recipient and the keys.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The people by key. A key may stand for several, such as everybody with a role; one that is left out, or has an empty list, is unknown and gets nothing.</returns>
    Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken);
}
