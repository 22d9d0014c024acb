using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>A context with its connection open, kept from one call to the next together with the statements that were prepared on it. Used by one call at a time.</summary>
internal sealed class KeptSession(DbContext context, IAsyncDisposable lease, StoreSetup setup, IStatementSource source) : IAsyncDisposable
{
    private readonly Dictionary<string, IPreparedStatement> _statements = new(StringComparer.Ordinal);

    private DbConnection Connection { get; } = context.Database.GetDbConnection();

    /// <summary>The statement, prepared on its first use.</summary>
    public IPreparedStatement Prepare(string text, IReadOnlyList<string> parameters)
    {
        if (!_statements.TryGetValue(text, out var statement))
        {
            _statements.Add(text, statement = source.Prepare(Connection, text, parameters));
        }

        return statement;
    }

    /// <summary>Runs queries, or work in a transaction that is committed when the work is done.</summary>
    public async Task<T> RunAsync<T>(bool transacted, Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        if (!transacted)
        {
            return await work(setup.NewSession(context, Connection, null) with { Kept = this }).ConfigureAwait(false);
        }

        // The driver begins it IMMEDIATE: a transaction that reads first and writes later could not wait for other writers.
        var transaction = await Connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await context.Database.UseTransactionAsync(transaction, cancellationToken).ConfigureAwait(false);
            var result = await work(setup.NewSession(context, Connection, transaction) with { Kept = this }).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            await context.Database.UseTransactionAsync(null, CancellationToken.None).ConfigureAwait(false);
            return result;
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
        return lease.DisposeAsync();
    }
}
