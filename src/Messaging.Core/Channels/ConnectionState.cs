namespace Messaging.Channels;

/// <summary>How a connection is doing in this process.</summary>
public enum ConnectionState
{
    /// <summary>It is used.</summary>
    Working,

    /// <summary>It is left alone for a while: its credentials or set-up were refused, or the provider asked for a pause.</summary>
    Paused,

    /// <summary>Its circuit breaker is open: too many calls failed.</summary>
    Open,

    /// <summary>Its circuit breaker lets single calls through to see whether it works again.</summary>
    Probing,
}
