using Messaging.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging;

/// <summary>Adds channel adapters.</summary>
public static class ChannelMessagingBuilderExtensions
{
    /// <summary>Adds a connection: an adapter that serves a channel. The first one added for a channel is used; calling it again with the same name and channel changes nothing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">A stable name, stored with attempts. At most 50 characters.</param>
    /// <param name="channel">The channel it serves.</param>
    /// <param name="adapter">Makes the adapter; called once, when the host starts.</param>
    public static MessagingBuilder AddChannel(
        this MessagingBuilder builder, string name, MessageChannel channel, Func<IServiceProvider, IChannelAdapter> adapter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, 50, nameof(name));
        ArgumentNullException.ThrowIfNull(adapter);
        if (channel.IsEmpty)
        {
            throw new ArgumentException("Name a channel such as MessageChannel.Email.", nameof(channel));
        }

        var registered = builder.Services.Any(s =>
            s.ImplementationInstance is ChannelRegistration r && r.Channel == channel && string.Equals(r.Name, name, StringComparison.Ordinal));
        if (!registered)
        {
            builder.Services.AddSingleton(new ChannelRegistration(name, channel, adapter));
        }

        return builder;
    }
    /// <summary>Puts a layer around the adapter of every connection, the mailbox included: a limit, a measurement, a rehearsal. Each call adds one outside of those before.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="wrap">Makes the adapter to use in place of the connection's own, or returns that one to leave it as it is. Called once per connection, when the host starts.</param>
    public static MessagingBuilder WrapChannels(this MessagingBuilder builder, Func<IServiceProvider, ChannelConnection, IChannelAdapter> wrap)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(wrap);
        builder.Services.AddSingleton(new ChannelLayer(wrap));
        return builder;
    }
}
