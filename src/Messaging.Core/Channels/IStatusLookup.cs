namespace Messaging.Channels;

/// <summary>An adapter whose provider can be asked what became of a message. Implement it beside <see cref="IChannelAdapter"/>; it is asked before a message with an unknown outcome is sent again or given up.</summary>
/// <remarks>Thread-safe. Exactly one question per call.</remarks>
public interface IStatusLookup
{
    /// <summary>Asks the provider.</summary>
    /// <param name="query">The attempt.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What the provider knows. An exception counts as <see cref="StatusAnswer.Undecided"/>.</returns>
    Task<StatusAnswer> FindAsync(StatusQuery query, CancellationToken cancellationToken);
}
