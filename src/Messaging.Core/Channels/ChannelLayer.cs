namespace Messaging.Channels;

/// <summary>Something that was asked to stand around every adapter.</summary>
/// <param name="Wrap">Makes the adapter to use in place of a connection's.</param>
internal sealed record ChannelLayer(Func<IServiceProvider, ChannelConnection, IChannelAdapter> Wrap);
