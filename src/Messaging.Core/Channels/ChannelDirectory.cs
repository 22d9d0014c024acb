using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Messaging.Channels.Mailbox;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Channels;

/// <summary>The connections of this application and of its tenants: those added for a channel, in their order, else the mailbox where it was asked for, or anywhere in Development.</summary>
internal sealed class ChannelDirectory : IAsyncDisposable, IDisposable
{
    private const int MaxAdapters = 10_000;
    private const string TenantLabel = "of a tenant";

    private readonly ProviderAccounts _accounts;
    private readonly IServiceProvider _services;
    private readonly ChannelLayer[] _layers;
    private readonly Dictionary<(string Connection, MessageChannel Channel), RateLimitChoice> _limits;
    private readonly ConcurrentDictionary<(string Tenant, string Name), (string Version, IReadOnlyList<ChannelConnection> Connections)> _made = [];
    private readonly ConditionalWeakTable<IReadOnlyList<KnownAccount>, ChannelSet> _tenants = [];

    public ChannelDirectory(
        IEnumerable<ChannelRegistration> registrations, ProviderAccounts accounts, IEnumerable<ChannelLayer> layers, IEnumerable<RateLimitChoice> limits, MailboxConnections mailbox,
        IServiceProvider services, IOptions<MessagingOptions> options, IHostEnvironment? environment = null)
    {
        (_accounts, _services, _layers) = (accounts, services, [.. layers]);
        _limits = limits.GroupBy(l => (l.Connection, l.Channel)).ToDictionary(g => g.Key, g => g.Last());
        var own = accounts.Default.ToDictionary(a => a.Account.Name, StringComparer.Ordinal);
        var added = registrations.SelectMany(r => r.OptionsType is null ? [Limited(new ChannelConnection(r.Name, r.Channel, r.Adapter(services)))] : Connect(own[r.Name])).ToList();
        var served = added.Select(c => c.Channel).ToHashSet();
        var known = MessageChannel.WellKnown.Concat(options.Value.DefaultChannels).Concat(options.Value.Channels).Concat(mailbox.Channels).Distinct();
        added.AddRange(known.Where(c => !c.IsEmpty && !served.Contains(c) && (mailbox.Serves(c) || environment?.IsDevelopment() == true)).Select(mailbox.For));
        Default = new ChannelSet(added.Select(Layered));
    }

    /// <summary>The application's own connections, which serve every tenant that has none for a channel.</summary>
    public ChannelSet Default { get; }

    /// <summary>Whether tenants may have connections of their own.</summary>
    public bool HasSource => _accounts.HasSource;

    /// <summary>The connections that serve a tenant.</summary>
    /// <exception cref="MessagingConfigurationException">The connection source returned something that cannot be used.</exception>
    public async ValueTask<ChannelSet> OfTenantAsync(string tenant, CancellationToken cancellationToken)
    {
        var accounts = HasSource ? await _accounts.OfTenantAsync(tenant, cancellationToken).ConfigureAwait(false) : [];
        return accounts.Count == 0 ? Default : _tenants.GetValue(accounts, a => new ChannelSet(a.SelectMany(Made)).Or(Default));
    }

    /// <summary>Closes what tenants' adapters hold open. Those of the application are the container's to close.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _made.Values.SelectMany(m => m.Connections))
        {
            if (connection.Find<IAsyncDisposable>() is { } open)
            {
                await open.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                connection.Find<IDisposable>()?.Dispose();
            }
        }
    }

    /// <summary>As <see cref="DisposeAsync"/>, for a host that does not wait.</summary>
    public void Dispose()
    {
        foreach (var connection in _made.Values.SelectMany(m => m.Connections))
        {
            connection.Find<IDisposable>()?.Dispose();
        }
    }

    // The source is asked again and again; an adapter is made anew only when its account has changed.
    private IReadOnlyList<ChannelConnection> Made(KnownAccount account)
    {
        // By tenant too: two tenants may give their accounts the same name.
        var key = (account.Account.Tenant, account.Account.Name);
        if (_made.TryGetValue(key, out var made) && string.Equals(made.Version, account.Account.Version, StringComparison.Ordinal))
        {
            return made.Connections;
        }

        if (_made.Count >= MaxAdapters)
        {
            _made.Clear();
        }

        IReadOnlyList<ChannelConnection> connections = [.. Connect(account).Select(Layered).Select(c => account.Account.Tenant.Length > 0 ? c with { Label = TenantLabel } : c)];
        _made[key] = (account.Account.Version, connections);
        return connections;
    }

    private IEnumerable<ChannelConnection> Connect(KnownAccount known)
    {
        var (account, provider) = (known.Account, known.Provider);
        return provider.Channels(account.Options).Select(channel =>
            Limited(new ChannelConnection(account.Name, channel, provider.Create(account.Name, channel, account.Options)) { Limit = account.Limit ?? provider.LimitOf(channel) }));
    }

    private ChannelConnection Limited(ChannelConnection connection) =>
        _limits.TryGetValue((connection.Name, connection.Channel), out var choice) ? connection with { Limit = choice.Limit } : connection;

    private ChannelConnection Layered(ChannelConnection connection) => _layers.Aggregate(CapabilityRules.Check(connection), (inner, layer) => inner with { Adapter = layer.Wrap(_services, inner) });
}
