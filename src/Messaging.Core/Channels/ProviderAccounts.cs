using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Channels;

/// <summary>The accounts at providers: the application's own, and those that an <see cref="IConnectionSource"/> knows for tenants. Thread-safe.</summary>
internal sealed class ProviderAccounts
{
    private const int MaxTenants = 10_000;
    private const int MaxNames = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly AnswerMemory<IReadOnlyList<KnownAccount>> _tenants;
    private readonly AnswerMemory<KnownAccount?> _names;

    public ProviderAccounts(
        IEnumerable<ChannelRegistration> registrations, IEnumerable<ChannelProvider> providers, IServiceProvider services, IOptions<MessagingOptions> options, TimeProvider time)
    {
        (_services, _time) = (services, time);
        HasSource = services.GetService<IServiceProviderIsService>()?.IsService(typeof(IConnectionSource)) == true;
        _tenants = new AnswerMemory<IReadOnlyList<KnownAccount>>(options.Value.ConnectionMemory, MaxTenants, time);
        _names = new AnswerMemory<KnownAccount?>(options.Value.ConnectionMemory, MaxNames, time);
        Providers = [.. providers];
        Default = [.. registrations.Where(r => r.OptionsType is not null).Select(Load)];
    }

    /// <summary>Whether tenants may have accounts of their own.</summary>
    public bool HasSource { get; }

    /// <summary>The providers that were added.</summary>
    public IReadOnlyList<ChannelProvider> Providers { get; }

    /// <summary>The application's own accounts, in the order in which they were added.</summary>
    public IReadOnlyList<KnownAccount> Default { get; }

    /// <summary>The accounts that the source has for a tenant and that are enabled, in its order; none without a source.</summary>
    /// <exception cref="MessagingConfigurationException">One of them is wrong. None is used then: a message must not leave through an account that was not meant.</exception>
    public ValueTask<IReadOnlyList<KnownAccount>> OfTenantAsync(string tenant, CancellationToken cancellationToken) =>
        HasSource ? _tenants.GetAsync(tenant, FindAsync, cancellationToken) : new([]);

    /// <summary>The account with a name: one of the application's own, or an enabled one of the source. Null for none.</summary>
    /// <exception cref="MessagingConfigurationException">What the source returned is wrong.</exception>
    public ValueTask<KnownAccount?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var own = Default.FirstOrDefault(a => string.Equals(a.Account.Name, name, StringComparison.Ordinal));
        return own is not null || !HasSource ? new(own) : _names.GetAsync(name, AskAsync, cancellationToken);
    }

    private async Task<IReadOnlyList<KnownAccount>> FindAsync(string tenant, CancellationToken cancellationToken)
    {
        var scope = _services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var source = scope.ServiceProvider.GetRequiredService<IConnectionSource>();
            var found = await source.FindAsync(tenant, cancellationToken).AsTask().WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(false);
            if (found.FirstOrDefault(a => a.Tenant.Length > 0 && !string.Equals(a.Tenant, tenant, StringComparison.Ordinal)) is { } foreign)
            {
                throw new MessagingConfigurationException($"The connection source gave connection '{foreign.Name}' to a tenant that it does not belong to. Return a tenant's own accounts, or shared ones whose Tenant is empty.");
            }

            return [.. found.Where(a => a.IsEnabled).Select(Check)];
        }
    }

    private async Task<KnownAccount?> AskAsync(string name, CancellationToken cancellationToken)
    {
        var scope = _services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var source = scope.ServiceProvider.GetRequiredService<IConnectionSource>();
            var found = await source.GetAsync(name, cancellationToken).AsTask().WaitAsync(Patience, _time, cancellationToken).ConfigureAwait(false);
            return found is { IsEnabled: true } && string.Equals(found.Name, name, StringComparison.Ordinal) ? Check(found) : null;
        }
    }

    private KnownAccount Check(ProviderAccount account)
    {
        if (string.IsNullOrWhiteSpace(account.Name) || account.Name.Length > 50)
        {
            throw new MessagingConfigurationException("The connection source returned an account whose Name is empty or longer than 50 characters.");
        }

        if (Default.Any(a => string.Equals(a.Account.Name, account.Name, StringComparison.Ordinal)))
        {
            throw new MessagingConfigurationException($"The connection source returned an account named '{account.Name}', as the application's own is. Give it another name, such as '{account.Name}:' and the tenant.");
        }

        if (account.Limit is { IsValid: false })
        {
            throw new MessagingConfigurationException($"The Limit of connection '{account.Name}' from the connection source lets nothing through. Give it a burst of at least 1 and more than 0 per second.");
        }

        var provider = Providers.FirstOrDefault(p => p.OptionsType.IsInstanceOfType(account.Options)) ?? throw new MessagingConfigurationException(
            $"No provider takes the {account.Options.GetType().Name} of connection '{account.Name}' from the connection source. Add its package and call the builder's method for it, such as AddSendGrid(...).");
        var problems = provider.Check(_services, account.Name, account.Options).ToList();
        return problems.Count == 0
            ? new KnownAccount(account, provider)
            : throw new MessagingConfigurationException($"Connection '{account.Name}' from the connection source cannot be used: {string.Join(" ", problems)}");
    }

    private KnownAccount Load(ChannelRegistration registration)
    {
        var provider = Providers.First(p => p.OptionsType == registration.OptionsType);
        return new KnownAccount(new ProviderAccount { Name = registration.Name, Options = provider.Read(_services, registration.OptionsName) }, provider);
    }
}
