namespace Messaging.Channels;

/// <summary>What is known after one attempt. Stored with the attempt as its number.</summary>
public enum SendOutcomeKind : short
{
    /// <summary>Taken by the provider.</summary>
    Accepted = 1,

    /// <summary>Refused for good.</summary>
    Rejected = 2,

    /// <summary>Certainly not taken; may be tried again.</summary>
    Retry = 3,

    /// <summary>Not taken; the provider asks for a slower pace.</summary>
    Throttled = 4,

    /// <summary>Taken or not: nobody knows.</summary>
    Unknown = 5,
}
