namespace Messaging.Channels;

/// <summary>The class of a failed attempt. Stored with the attempt as its number.</summary>
public enum FailureKind : short
{
    /// <summary>No failure.</summary>
    None = 0,

    /// <summary>The address does not exist or cannot receive on this channel.</summary>
    InvalidRecipient = 1,

    /// <summary>The recipient opted out at the provider.</summary>
    OptedOut = 2,

    /// <summary>Content or policy: the provider will not take this message.</summary>
    Refused = 3,

    /// <summary>The message is too large.</summary>
    TooLarge = 4,

    /// <summary>Credentials, sender identity or account set-up: concerns every message of the connection.</summary>
    Configuration = 5,

    /// <summary>The provider asks for a slower pace.</summary>
    Throttled = 6,

    /// <summary>A temporary refusal by the provider.</summary>
    Temporary = 7,

    /// <summary>No connection could be made, or it broke.</summary>
    Network = 8,

    /// <summary>No answer in time, or the attempt was cancelled.</summary>
    Timeout = 9,

    /// <summary>The provider answered in a way the adapter does not understand, or the adapter itself failed.</summary>
    Unexpected = 10,

    /// <summary>The template could not be rendered; the provider was not called.</summary>
    Rendering = 11,
}
