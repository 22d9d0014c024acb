namespace Messaging.Links;

/// <summary>What is to be said about a token. None of it tells whether an account exists.</summary>
public enum LinkOutcome
{
    /// <summary>It was not made by this application for this purpose, or was changed.</summary>
    Invalid = 0,

    /// <summary>It holds.</summary>
    Valid = 1,

    /// <summary>It was valid once; its time is over.</summary>
    Expired = 2,

    /// <summary>It works once and was used.</summary>
    Used = 3,
}
