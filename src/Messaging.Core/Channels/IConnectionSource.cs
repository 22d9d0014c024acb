namespace Messaging.Channels;

/// <summary>Knows the provider accounts of tenants. Register one with <c>AddConnectionSource&lt;T&gt;()</c>; without it, and for tenants it knows nothing of, the application's own accounts serve.</summary>
/// <remarks>Resolved in a scope of its own for each call, so it may use a <c>DbContext</c>. What it answers is remembered for <see cref="MessagingOptions.ConnectionMemory"/>.</remarks>
public interface IConnectionSource
{
    /// <summary>Finds the accounts of a tenant, in order of preference.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The accounts. A channel that none of them serves is served by the application's own.</returns>
    ValueTask<IReadOnlyList<ProviderAccount>> FindAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Finds an account by its name, for what is reported on <c>/webhooks/{provider}/{connection}</c>.</summary>
    /// <param name="name">The connection's name.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The account, or null.</returns>
    ValueTask<ProviderAccount?> GetAsync(string name, CancellationToken cancellationToken);
}
