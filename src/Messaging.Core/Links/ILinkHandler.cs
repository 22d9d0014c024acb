namespace Messaging.Links;

/// <summary>What the host does when somebody confirms a link of the pages, such as marking an address as verified. Register one with <c>AddLinkHandler</c> for the verification page to exist.</summary>
/// <remarks>Resolved from the scope of the request. The token is consumed before the call and given back when the call throws, so that the person can try again.</remarks>
public interface ILinkHandler
{
    /// <summary>Does what the link is for.</summary>
    /// <param name="link">What the link says.</param>
    /// <param name="cancellationToken">Cancelled when the person gives up.</param>
    Task HandleAsync(LinkClaims link, CancellationToken cancellationToken);
}
