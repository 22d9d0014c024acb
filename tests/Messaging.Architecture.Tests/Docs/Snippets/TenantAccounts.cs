using System.Globalization;
using Messaging.Channels;
using Messaging.Providers.SendGrid;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Architecture.Tests.Docs.Snippets;

internal sealed class TenantAccounts(AppDbContext db) : IConnectionSource
{
    public async ValueTask<IReadOnlyList<ProviderAccount>> FindAsync(string tenant, CancellationToken cancellationToken) =>
        [.. (await db.MailAccounts.Where(a => a.Tenant == tenant).ToListAsync(cancellationToken)).Select(ToAccount)];

    public async ValueTask<ProviderAccount?> GetAsync(string name, CancellationToken cancellationToken) =>
        await db.MailAccounts.SingleOrDefaultAsync(a => a.Name == name, cancellationToken) is { } account ? ToAccount(account) : null;

    private static ProviderAccount ToAccount(MailAccount account) => new()
    {
        Name = account.Name, Tenant = account.Tenant, Version = account.Version.ToString(CultureInfo.InvariantCulture),
        Options = new SendGridOptions { ApiKey = account.ApiKey, From = account.From },
    };
}
