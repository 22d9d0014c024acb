namespace Messaging.Channels;

/// <summary>A vendor: what makes adapters from the options of an account. Derive from <see cref="ChannelProvider{TOptions}"/>.</summary>
public abstract class ChannelProvider
{
    private protected ChannelProvider()
    {
    }

    /// <summary>The vendor's name in lower case, such as <c>sendgrid</c>: the default name of its connection and the path of its webhooks. At most 30 characters.</summary>
    public abstract string Name { get; }

    internal abstract Type OptionsType { get; }

    /// <summary>The rate that the vendor's accounts take on a channel when the host sets none. The default is <see cref="RateLimit.Default"/>; null is no limit.</summary>
    /// <param name="channel">The channel.</param>
    public virtual RateLimit? LimitOf(MessageChannel channel) => RateLimit.Default;

    internal abstract object Read(IServiceProvider services, string optionsName);

    internal abstract IEnumerable<string> Check(IServiceProvider services, string name, object options);

    internal abstract IReadOnlyList<MessageChannel> Channels(object options);

    internal abstract IChannelAdapter Create(string connection, MessageChannel channel, object options);
}
