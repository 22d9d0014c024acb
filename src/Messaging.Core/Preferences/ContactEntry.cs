namespace Messaging.Preferences;

/// <summary>One thing that was recorded about a contact: the proof of a consent, of its withdrawal, of an opt-out or a suppression. Never changed.</summary>
public sealed record ContactEntry
{
    /// <summary>The entry's id, a version 7 UUID.</summary>
    public required Guid Id { get; init; }

    /// <summary>The contact's identity.</summary>
    public required Guid ContactId { get; init; }

    /// <summary>The tenant.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>What happened.</summary>
    public required ContactEntryKind Kind { get; init; }

    /// <summary>The channel it is about; none for all.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>The topic it is about, as in <see cref="MessageRequest.Type"/>; empty for all.</summary>
    public string Topic { get; init; } = "";

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from: <c>signup-form</c>, <c>preference-page</c>, <c>sms-keyword</c>, <c>sendgrid</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who recorded it: a user id or a name such as <c>system:import</c>, or empty for the person themselves.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The version of the words the person agreed to, or empty.</summary>
    public string Wording { get; init; } = "";

    /// <summary>The proof or reason in the host's words: a form id, a hash of the network address, the reason of a removal. No address.</summary>
    public string Proof { get; init; } = "";

    /// <summary>The kind and time only.</summary>
    public override string ToString() => $"ContactEntry {{ Kind = {Kind}, At = {At:O} }}";
}
