using Messaging.Storage;

namespace Messaging;

/// <summary>Pauses and resumes sending, and says which queues get more of it. For operators: inject it into an admin page or a command. Thread-safe; every call commits by itself.</summary>
/// <remarks>
/// Settings are kept in the database and hold for every process on it: at once for the one that is called, within about a second for others that are sending, and within their poll interval for
/// others that sleep. What is paused stays queued, keeps its due time and still expires; what was announced to a provider is not called back.
/// </remarks>
public interface IQueues
{
    /// <summary>The pause that was set when a dispatcher started because the database looks like a restored backup, as this process last saw it; null when there is none. Costs nothing: for health checks.</summary>
    QueueSetting? RestoredBackup { get; }

    /// <summary>Pauses a scope. A second call replaces the first one's end and reason.</summary>
    /// <param name="scope">What to pause; <see cref="QueueScope.Everything"/> for all.</param>
    /// <param name="reason">Who pauses and why, in 1 to 400 characters. No personal data.</param>
    /// <param name="until">When the pause ends by itself; null, the default, when somebody has to end it.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <exception cref="InvalidMessageException">The reason is empty or too long, the end has passed, or the scope cannot be.</exception>
    Task PauseAsync(QueueScope scope, string reason, DateTimeOffset? until = null, CancellationToken cancellationToken = default);

    /// <summary>Ends the pause of exactly this scope. Messages that another pause includes stay queued.</summary>
    /// <param name="scope">The scope as it was paused.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether there was such a pause.</returns>
    Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken = default);

    /// <summary>Says what the lanes of a scope weigh against others while there is more to send than can be sent: one of weight 3 gets three times the share of one of weight 1.</summary>
    /// <param name="scope">The scope. Of several that include a lane the narrowest counts.</param>
    /// <param name="weight">From 1 to 100; null gives the scope back to the default, which is 1.</param>
    /// <param name="reason">Who asks and why, in 1 to 400 characters. No personal data.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <exception cref="InvalidMessageException">The weight or the reason is out of bounds, or the scope cannot be.</exception>
    Task SetWeightAsync(QueueScope scope, int? weight, string reason, CancellationToken cancellationToken = default);

    /// <summary>Lists what is set, widest scope first. Pauses that ran out are listed until they are resumed or replaced.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The settings; none for what nobody set.</returns>
    Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken = default);
}
