namespace Messaging;

/// <summary>How soon a message is claimed compared with others that are due.</summary>
/// <remarks>Stored as its number, so that a higher value sorts before a lower one in every database.</remarks>
public enum MessagePriority : short
{
    /// <summary>Bulk: served with what the other priorities leave, but never starved.</summary>
    Low = 0,

    /// <summary>The default.</summary>
    Normal = 1,

    /// <summary>Before normal messages of the same tenant and channel.</summary>
    High = 2,

    /// <summary>Before everything else: one-time codes, security warnings.</summary>
    Urgent = 3,
}
