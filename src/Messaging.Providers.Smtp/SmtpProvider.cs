using Messaging.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Providers.Smtp;

/// <summary>Makes adapters for the accounts that a connection source has for tenants. The application's own are services of the container, which closes their connections.</summary>
internal sealed class SmtpProvider(TimeProvider time, ILoggerFactory? loggers = null) : ChannelProvider<SmtpOptions>
{
    /// <inheritdoc/>
    public override string Name => "smtp";

    /// <inheritdoc/>
    public override IReadOnlyList<MessageChannel> ChannelsOf(SmtpOptions options) => [MessageChannel.Email];

    /// <summary>None: the server is the host's own, or says itself when it has enough.</summary>
    public override RateLimit? LimitOf(MessageChannel channel) => null;

    /// <inheritdoc/>
    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, SmtpOptions options) =>
        new SmtpChannelAdapter(connection, options, time, (loggers ?? NullLoggerFactory.Instance).CreateLogger<SmtpChannelAdapter>());
}
