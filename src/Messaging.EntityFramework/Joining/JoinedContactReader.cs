using System.Transactions;
using Messaging.EntityFramework.Store;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging.EntityFramework.Joining;

/// <summary>Reads what is known of contacts, and their devices, on the host's own connection, and in its transaction where there is one: a second connection could wait for the first for ever.</summary>
internal sealed class JoinedContactReader(JoinServices services, DbContext context) : IPlanReader
{
    public Task<(string Secret, bool IsCertain)> ReadSecretAsync(CancellationToken cancellationToken) => RunAsync(async session =>
    {
        if (await InstallationRow.FindAsync(session, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return (known.ContactSecret, true);
        }

        // Made here it may be rolled back with the host's work, and another be made later.
        var made = await InstallationRow.EnsureAsync(session, services.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        return (made.ContactSecret, session.Transaction is null && Transaction.Current is null);
    }, cancellationToken);

    public Task<IReadOnlyList<ContactRow>> ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        RunAsync(session => EntityFrameworkContactStore.ReadAsync(session, ids, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<Device>> FindDevicesAsync(IReadOnlyCollection<Guid> people, CancellationToken cancellationToken) =>
        RunAsync(session => EntityFrameworkDeviceStore.FindAsync(session, people, cancellationToken), cancellationToken);

    private async Task<T> RunAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellationToken)
    {
        services.Setup.Inspect(context);
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work(services.Setup.NewSession(context, context.Database.GetDbConnection(), context.Database.CurrentTransaction?.GetDbTransaction())).ConfigureAwait(false);
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }
}
