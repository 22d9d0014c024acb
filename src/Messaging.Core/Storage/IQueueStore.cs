namespace Messaging.Storage;

/// <summary>Where operators' settings of queues are kept. Thread-safe; every call is one transaction. Not meant to be implemented by hosts.</summary>
public interface IQueueStore
{
    /// <summary>Reads all settings.</summary>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The settings, in no particular order.</returns>
    Task<IReadOnlyList<QueueSetting>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Pauses a scope, or replaces the pause that it has; a weight stays.</summary>
    /// <param name="pause">The scope with its pause.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    Task PauseAsync(QueueSetting pause, CancellationToken cancellationToken);

    /// <summary>Ends the pause of a scope; a weight stays.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>Whether there was a pause, perhaps one that had run out.</returns>
    Task<bool> ResumeAsync(QueueScope scope, CancellationToken cancellationToken);

    /// <summary>Sets the weight of a scope, or removes it; a pause stays.</summary>
    /// <param name="weight">The scope with its weight, null to remove it.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    Task SetWeightAsync(QueueSetting weight, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses everything if no dispatcher has shown a sign of life since a time, but one did before, and messages that were stored by then are queued or leased and due: then they may have been
    /// sent after this state of the database was saved. Changes nothing when everything is paused already.
    /// </summary>
    /// <param name="since">The time.</param>
    /// <param name="pause">The pause of everything; the time of the pause is that to compare due times with.</param>
    /// <param name="cancellationToken">Ends the call before the commit.</param>
    /// <returns>The last sign of life, when the call paused everything; otherwise null.</returns>
    Task<DateTimeOffset?> PauseAfterAbsenceAsync(DateTimeOffset since, QueueSetting pause, CancellationToken cancellationToken);
}
