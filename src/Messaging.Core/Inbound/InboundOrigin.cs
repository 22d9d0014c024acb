using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Inbound;

/// <summary>Finds out to which tenant a message was written, and by whom: from the message it answers, from what was last sent to the writer, or from the host.</summary>
internal sealed class InboundOrigin(IEventStore events, IInboundStore store, IServiceScopeFactory scopes, TimeProvider time, IOptions<InboundOptions> options, ILogger<InboundOrigin> logger)
{
    private const int MaxTenants = 1_000;
    private static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(5);

    // A phone number is one person on both.
    private static readonly MessageChannel[] Phones = [MessageChannel.Sms, MessageChannel.WhatsApp];

    /// <summary>Fills in the tenant, the recipient and the message that is answered.</summary>
    /// <param name="row">The message.</param>
    /// <param name="accountTenant">The tenant of the account it came in on, or empty for all.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    /// <returns>The message, the language in which the writer was addressed, or an empty string, and every tenant that the writer may have meant.</returns>
    public async Task<(InboundMessage Row, string Locale, IReadOnlyList<string> Tenants)> FindAsync(InboundMessage row, string accountTenant, CancellationToken cancellationToken)
    {
        var tenant = accountTenant.Length > 0 ? accountTenant : TenantOf(row);
        MessageChannel[] channels = Phones.Contains(row.Channel) ? Phones : [row.Channel];
        var answered = await FindAnsweredAsync(row, tenant, cancellationToken).ConfigureAwait(false)
            ?? await store.FindLatestAsync(tenant, channels, row.From, cancellationToken).ConfigureAwait(false);
        var found = row with
        {
            TenantId = tenant ?? answered?.TenantId ?? "",
            MessageId = answered?.Id,
            RecipientId = answered?.RecipientId ?? "",
            RecipientType = answered?.RecipientType ?? "",
        };

        // Of a number that tenants share, the writer sees one sender: a word to it is meant for all who wrote by it.
        var tenants = tenant is not null ? [tenant] : (await store.FindTenantsAsync(channels, row.From, MaxTenants, cancellationToken).ConfigureAwait(false)).Append(found.TenantId).Distinct(StringComparer.Ordinal).ToList();
        return (found, answered?.Locale ?? "", tenants);
    }

    /// <summary>Asks the host who wrote, where that is not known yet.</summary>
    public async Task<InboundMessage> AskHostAsync(InboundMessage row, CancellationToken cancellationToken)
    {
        if (row.RecipientId.Length > 0)
        {
            return row;
        }

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            if (scope.ServiceProvider.GetService<IInboundRecipients>() is not { } host)
            {
                return row;
            }

            try
            {
                return await host.FindAsync(row, cancellationToken).AsTask().WaitAsync(HostPatience, time, cancellationToken).ConfigureAwait(false) is { } recipient
                    ? row with { RecipientId = recipient.Id, RecipientType = recipient.Type }
                    : row;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.InboundRecipientsFailed(logger, row.Id, e.GetType().Name);
                return row;
            }
        }
    }

    // A host that stumbles over an address of its own must not keep a STOP from being obeyed.
    private string? TenantOf(InboundMessage row)
    {
        try
        {
            return options.Value.TenantOf?.Invoke(row.Channel, row.To);
        }
        catch (Exception e)
        {
            Log.InboundRecipientsFailed(logger, row.Id, e.GetType().Name);
            return null;
        }
    }

    private async Task<Message?> FindAnsweredAsync(InboundMessage row, string? tenant, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(row.InReplyTo))
        {
            return null;
        }

        var question = new MessageEvent { Provider = row.Provider, EventKey = row.EventKey, TenantId = tenant, ProviderMessageId = row.InReplyTo };
        var answer = (await events.FindAsync([question], cancellationToken).ConfigureAwait(false))[0];

        // The header of an email may name any message; it is an answer only from the address that the message went to.
        return string.Equals(answer.Address, row.From, StringComparison.OrdinalIgnoreCase) ? answer.Message : null;
    }
}
