using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Tracking;

/// <summary>Knows whose webhooks may be believed: the accounts whose provider reports back, each with its parser, which is kept.</summary>
internal sealed class WebhookAccounts(ProviderAccounts accounts, TimeProvider time, ILogger<WebhookAccounts> logger)
{
    private const int MaxParsers = 1_000;

    private readonly AnswerMemory<IWebhookParser> _parsers = new(TimeSpan.MaxValue, MaxParsers, time);

    /// <summary>The providers among the application's own accounts that report back, in order.</summary>
    public IReadOnlyList<string> Providers => [.. accounts.Providers.Where(p => p is IWebhookProvider).Select(p => p.Name)];

    /// <summary>What keeps the webhooks of the application's own accounts from being trusted, with the name of each connection.</summary>
    public IEnumerable<(string Provider, string Connection, string Problem)> FindProblems() =>
        from account in accounts.Default
        let problem = (account.Provider as IWebhookProvider)?.FindProblem(account.Account.Options)
        where problem is not null
        select (account.Provider.Name, account.Account.Name, problem);

    /// <summary>The accounts that a request may be of: all of a provider's own ones, or the named one. None when there is no such.</summary>
    /// <exception cref="MessagingConfigurationException">An account of the source is wrong, or lacks what its webhooks are checked with.</exception>
    public async ValueTask<IReadOnlyList<(ProviderAccount Account, IWebhookParser Parser)>> FindAsync(string provider, string? connection, CancellationToken cancellationToken)
    {
        var found = connection is null
            ? accounts.Default
            : await accounts.GetAsync(connection, cancellationToken).ConfigureAwait(false) is { } named ? [named] : accounts.Default.Where(a => string.Equals(a.Account.Name, $"{provider}:{connection}", StringComparison.Ordinal));
        var usable = new List<(ProviderAccount, IWebhookParser)>();
        foreach (var known in found.Where(a => string.Equals(a.Provider.Name, provider, StringComparison.Ordinal)))
        {
            if (known.Provider is IWebhookProvider webhooks && await ParserOfAsync(known, webhooks, cancellationToken).ConfigureAwait(false) is { } parser)
            {
                usable.Add((known.Account, parser));
            }
        }

        return usable;
    }

    private async ValueTask<IWebhookParser?> ParserOfAsync(KnownAccount known, IWebhookProvider webhooks, CancellationToken cancellationToken)
    {
        var account = known.Account;
        if (webhooks.FindProblem(account.Options) is { } problem)
        {
            Log.WebhookAccountIncomplete(logger, account.Name, problem);
            return null;
        }

        return await _parsers.GetAsync($"{account.Tenant}\n{account.Name}\n{account.Version}", (_, _) => Task.FromResult(webhooks.CreateParser(account.Options)), cancellationToken).ConfigureAwait(false);
    }
}
