namespace Messaging.Links;

/// <summary>Makes signed links and checks those that come back. Registered by <c>AddLinks(...)</c>; thread-safe.</summary>
/// <remarks>
/// A token is bound to its purpose, tenant, recipient and end. The same request at the same message gives the same token, so that a retried message stays the same; tokens that work once differ
/// each time. Check a token when a page is shown, which changes nothing, and consume it when a form is posted: mail scanners open every link of an email.
/// </remarks>
public interface IMessageLinks
{
    /// <summary>Makes a link.</summary>
    /// <param name="request">What it is for, and for whom.</param>
    /// <param name="cancellationToken">Ends the look-up of the key that addresses are hashed with, which is read once per process.</param>
    /// <returns>The link, below <see cref="MessageLinkOptions.BaseUrl"/> or at the page that <see cref="MessageLinkOptions.Pages"/> names for the purpose.</returns>
    /// <exception cref="ArgumentException">The request names no purpose, nobody, or no end where one is needed, or a text is too long.</exception>
    /// <exception cref="InvalidMessageException">The address is none of its channel.</exception>
    ValueTask<MessageLink> CreateAsync(LinkRequest request, CancellationToken cancellationToken = default);

    /// <summary>Checks a token and changes nothing.</summary>
    /// <param name="purpose">What it must be for.</param>
    /// <param name="token">The token, as it came.</param>
    /// <param name="tenant">The tenant it must be for, or null when the claims decide which tenant it is.</param>
    /// <param name="cancellationToken">Ends the look-up of tokens that work once.</param>
    /// <returns>Whether it holds, and what it says.</returns>
    Task<LinkCheck> CheckAsync(LinkPurpose purpose, string? token, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Checks a token and, when it works once, uses it up: of several calls at the same time one is told that it is valid, and the others that it was used.</summary>
    /// <param name="purpose">What it must be for.</param>
    /// <param name="token">The token, as it came.</param>
    /// <param name="tenant">The tenant it must be for, or null when the claims decide which tenant it is.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether the caller may now do what the link is for.</returns>
    Task<LinkCheck> ConsumeAsync(LinkPurpose purpose, string? token, string? tenant = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a consumed token back, because what it was for could not be done: it works once more.</summary>
    /// <param name="token">The token that the caller consumed.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    Task ReleaseAsync(string token, CancellationToken cancellationToken = default);
}
