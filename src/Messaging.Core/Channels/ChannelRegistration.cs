namespace Messaging.Channels;

/// <summary>A connection as it was registered, before its adapter exists.</summary>
/// <param name="Name">The connection's name, unique per channel.</param>
/// <param name="Channel">The channel it serves.</param>
/// <param name="Adapter">Makes the adapter, once.</param>
public sealed record ChannelRegistration(string Name, MessageChannel Channel, Func<IServiceProvider, IChannelAdapter> Adapter);
