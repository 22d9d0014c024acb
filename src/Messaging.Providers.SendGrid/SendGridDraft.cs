using Messaging.Channels;

namespace Messaging.Providers.SendGrid;

/// <summary>A message that SendGrid can take.</summary>
/// <param name="Message">The message.</param>
/// <param name="Address">Its recipient's address as it goes on the wire.</param>
/// <param name="Shared">What it may share with others.</param>
internal sealed record SendGridDraft(OutboundMessage Message, string Address, SendGridShared Shared)
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(SendGridDraft);
}
