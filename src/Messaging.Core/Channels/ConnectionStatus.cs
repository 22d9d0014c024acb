namespace Messaging.Channels;

/// <summary>How a connection is doing in this process.</summary>
/// <param name="Name">The connection.</param>
/// <param name="Channel">The channel.</param>
/// <param name="State">How it is doing.</param>
public sealed record ConnectionStatus(string Name, MessageChannel Channel, ConnectionState State)
{
    /// <summary>Until when it is left alone, when that is known.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The failure's code, or an empty string.</summary>
    public string Code { get; init; } = "";
}
