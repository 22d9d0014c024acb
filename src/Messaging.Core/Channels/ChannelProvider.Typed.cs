using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Channels;

/// <summary>A vendor: what makes adapters from the options of an account. One instance serves all accounts; thread-safe.</summary>
/// <typeparam name="TOptions">The options of an account. Its <see cref="IValidateOptions{TOptions}"/> services check accounts from the configuration and from a source alike.</typeparam>
public abstract class ChannelProvider<TOptions> : ChannelProvider
    where TOptions : class
{
    internal override Type OptionsType => typeof(TOptions);

    /// <summary>The channels that an account serves.</summary>
    /// <param name="options">Its options, checked.</param>
    public abstract IReadOnlyList<MessageChannel> ChannelsOf(TOptions options);

    /// <summary>Makes the adapter of an account for one of its channels. Called once per account and channel.</summary>
    /// <param name="connection">The connection's name.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="options">The account's options, checked. Copy what is needed.</param>
    public abstract IChannelAdapter CreateAdapter(string connection, MessageChannel channel, TOptions options);

    internal override object Read(IServiceProvider services, string optionsName) => services.GetRequiredService<IOptionsMonitor<TOptions>>().Get(optionsName);

    internal override IEnumerable<string> Check(IServiceProvider services, string name, object options) =>
        services.GetServices<IValidateOptions<TOptions>>().Select(v => v.Validate(name, (TOptions)options)).Where(r => r.Failed).SelectMany(r => r.Failures ?? []);

    internal override IReadOnlyList<MessageChannel> Channels(object options) => ChannelsOf((TOptions)options);

    internal override IChannelAdapter Create(string connection, MessageChannel channel, object options) => CreateAdapter(connection, channel, (TOptions)options);
}
