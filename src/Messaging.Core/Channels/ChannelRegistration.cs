namespace Messaging.Channels;

/// <summary>A connection as it was registered, before its adapter exists.</summary>
/// <param name="Name">The connection's name, unique per channel.</param>
/// <param name="Channel">The channel it serves.</param>
/// <param name="Adapter">Makes the adapter, once.</param>
public sealed record ChannelRegistration(string Name, MessageChannel Channel, Func<IServiceProvider, IChannelAdapter> Adapter)
{
    /// <summary>The options of an account whose provider makes the adapters, one for each channel it serves; null for a single adapter.</summary>
    internal Type? OptionsType { get; init; }

    /// <summary>The name of those options.</summary>
    internal string OptionsName { get; init; } = "";
}
