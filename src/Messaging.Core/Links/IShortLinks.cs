namespace Messaging.Links;

/// <summary>Makes short links for the host's own use. Registered by <c>AddLinks(...)</c>; thread-safe.</summary>
public interface IShortLinks
{
    /// <summary>Stores where to lead and makes a short link to it.</summary>
    /// <param name="url">Where it leads: an absolute http or https address of at most 2,048 characters.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="messageId">The message whose clicks it counts, or null to count none.</param>
    /// <param name="expiresAt">When it ends, or null for <see cref="MessageLinkOptions.RedirectLifetime"/>.</param>
    /// <param name="cancellationToken">Cancels before the commit.</param>
    /// <returns>The link, such as <c>https://example.org/m/s/4gK9xQ2bWp0</c>.</returns>
    /// <exception cref="ArgumentException">The address is none that a link may lead to.</exception>
    /// <exception cref="MessageStoreException">The database could not be reached, or refused the write.</exception>
    Task<Uri> CreateAsync(string url, string tenant = "", Guid? messageId = null, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default);
}
