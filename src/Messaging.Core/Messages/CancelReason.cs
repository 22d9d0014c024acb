namespace Messaging.Messages;

/// <summary>Why a delivery must not start. Read by the start mark in the same statement that would announce the provider call. Stored as its number.</summary>
public enum CancelReason : short
{
    /// <summary>Nothing stands against it.</summary>
    None = 0,

    /// <summary>The host or an operator cancelled it.</summary>
    Requested = 1,

    /// <summary>The recipient opted out.</summary>
    OptedOut = 2,

    /// <summary>The recipient's data was erased.</summary>
    Erased = 3,
}
