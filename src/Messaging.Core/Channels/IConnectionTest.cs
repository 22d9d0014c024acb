namespace Messaging.Channels;

/// <summary>An adapter that can find out whether its account works without sending anything. Implement it beside <see cref="IChannelAdapter"/>.</summary>
public interface IConnectionTest
{
    /// <summary>Makes a harmless call with the account's credentials.</summary>
    /// <param name="cancellationToken">Ends the test.</param>
    /// <returns>Null when it works, otherwise why it does not.</returns>
    Task<SendFailure?> TestAsync(CancellationToken cancellationToken);
}
