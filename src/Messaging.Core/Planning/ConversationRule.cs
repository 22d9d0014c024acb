using System.Globalization;
using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Planning;

/// <summary>What a channel allows that takes free text only for a while after the recipient wrote, as WhatsApp and Messenger do. Pure.</summary>
/// <param name="Window">How long.</param>
/// <param name="TakesApproved">Whether approved templates are taken outside of it.</param>
internal sealed record ConversationRule(TimeSpan Window, bool TakesApproved)
{
    /// <summary>The rule of a channel or connection, or null when free text is always taken.</summary>
    public static ConversationRule? Of(ChannelCapabilities? capabilities) =>
        capabilities?.ConversationWindow is { } window ? new ConversationRule(window, capabilities.ApprovedTemplates) : null;

    /// <summary>Whether free text is taken at a moment.</summary>
    public bool IsOpen(DateTimeOffset? lastInbound, DateTimeOffset at) => lastInbound + Window > at;

    /// <summary>What may be sent at a moment, and why.</summary>
    /// <param name="lastInbound">When the recipient last wrote, or null for never.</param>
    /// <param name="approved">The approved template there is, or null.</param>
    /// <param name="at">The moment.</param>
    /// <returns>The refusal, or null when something may be sent; and what that is.</returns>
    public (DecisionCode? Refusal, string Facts) Check(DateTimeOffset? lastInbound, ApprovedTemplate? approved, DateTimeOffset at)
    {
        if (IsOpen(lastInbound, at))
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"free text: conversation open until {lastInbound + Window:O}"));
        }

        var since = lastInbound is { } last ? string.Create(CultureInfo.InvariantCulture, $"the recipient last wrote {last:O}") : "the recipient has not written";
        return approved is not null && TakesApproved
            ? (null, $"approved template '{approved.Name}' ({approved.Language}): {since}")
            : (DecisionCode.SuppressConversationClosed, $"{(TakesApproved ? "no approved template" : "no conversation")}: {since}");
    }
}
