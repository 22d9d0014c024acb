namespace Messaging.EntityFramework.Store;

/// <summary>A statement that writes, run again and again with new values. Not thread-safe.</summary>
internal interface IPreparedStatement : IDisposable
{
    /// <summary>Sets a parameter for the next run.</summary>
    /// <param name="index">Its place in the list the statement was prepared with.</param>
    /// <param name="kind">The kind of its values.</param>
    /// <param name="value">The value, or null.</param>
    void Bind(int index, ColumnKind kind, object? value);

    /// <summary>Runs the statement.</summary>
    /// <returns>How many rows of the table were touched.</returns>
    ValueTask<int> RunAsync(CancellationToken cancellationToken);
}
