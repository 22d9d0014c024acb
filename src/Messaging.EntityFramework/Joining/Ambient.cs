using System.Transactions;
using Messaging.EntityFramework.Model;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Joining;

/// <summary>A transaction of <c>System.Transactions</c> that a context takes part in: the ambient one, or one it was enlisted in.</summary>
internal sealed class Ambient
{
    private readonly Transaction _transaction;

    private Ambient(Transaction transaction, Guid id) => (_transaction, Id) = (transaction, id);

    /// <summary>An id for it, made from its local identifier.</summary>
    public Guid Id { get; }

    /// <summary>The transaction a context takes part in, or null.</summary>
    /// <exception cref="MessagingConfigurationException">The context is on SQLite, whose driver takes part in none: the send would commit whatever became of the scope.</exception>
    public static Ambient? Of(DbContext context)
    {
        var transaction = context.Database.GetEnlistedTransaction() ?? Transaction.Current;
        if (transaction is null)
        {
            return null;
        }

        if (context.Database.ProviderName == ColumnTypes.SqliteProvider)
        {
            throw new MessagingConfigurationException("SQLite takes no part in a TransactionScope, so a send in it could not be undone. Use db.Database.BeginTransactionAsync() instead.");
        }

        var local = System.Text.Encoding.UTF8.GetBytes(transaction.TransactionInformation.LocalIdentifier);
        return new Ambient(transaction, new Guid(System.Security.Cryptography.SHA256.HashData(local).AsSpan(0, 16)));
    }

    /// <summary>Calls back once it has committed.</summary>
    public void OnCommit(Action committed) => _transaction.TransactionCompleted += (_, e) =>
    {
        if (e.Transaction?.TransactionInformation.Status == TransactionStatus.Committed)
        {
            committed();
        }
    };
}
