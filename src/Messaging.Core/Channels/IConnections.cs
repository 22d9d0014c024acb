namespace Messaging.Channels;

/// <summary>The connections of this application, for operators and health checks. Registered by <c>AddMessaging</c>; thread-safe.</summary>
public interface IConnections
{
    /// <summary>Lists the connections of a tenant by channel, in the order in which they are used, with how they are doing in this process.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the look-up of the tenant's accounts.</param>
    /// <returns>Their states.</returns>
    ValueTask<IReadOnlyList<ConnectionStatus>> ListAsync(string tenant = "", CancellationToken cancellationToken = default);

    /// <summary>Tries the account of a connection without sending anything.</summary>
    /// <param name="name">The connection's name.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>Null when the account works, otherwise why it does not.</returns>
    /// <exception cref="MessagingConfigurationException">There is no such connection, or its adapter has no test.</exception>
    Task<SendFailure?> TestAsync(string name, string tenant = "", CancellationToken cancellationToken = default);
}
