namespace Messaging.Links;

/// <summary>Follows tracked and short links. Registered by <c>AddLinks(...)</c>; thread-safe. <c>MapMessagingLinks</c> calls it; a host with a web framework of its own may.</summary>
public interface ILinkRedirects
{
    /// <summary>Where a tracked link leads.</summary>
    /// <param name="token">The last part of its path.</param>
    /// <param name="counts">Whether this is somebody's click: false for HEAD and prefetching.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>A stored address, or null when the link was not made here, has ended, or leads nowhere any more.</returns>
    Task<string?> FollowAsync(string? token, bool counts, CancellationToken cancellationToken = default);

    /// <summary>Where a short link leads.</summary>
    /// <param name="code">The last part of its path.</param>
    /// <param name="counts">Whether this is somebody's click: false for HEAD and prefetching.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>A stored address, or null when there is no such code or it has ended.</returns>
    Task<string?> FollowShortAsync(string? code, bool counts, CancellationToken cancellationToken = default);
}
