using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>What a store knows about a report.</summary>
/// <param name="IsStored">Whether it was stored before.</param>
/// <param name="Message">The message it is about, or null.</param>
/// <param name="Address">The address that the message was for, or an empty string when that is not known any more.</param>
public sealed record ReportedMessage(bool IsStored, Message? Message, string Address)
{
    /// <summary>The message's id only.</summary>
    public override string ToString() => $"ReportedMessage {{ Id = {Message?.Id} }}";
}
