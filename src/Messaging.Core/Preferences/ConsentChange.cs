namespace Messaging.Preferences;

/// <summary>A consent to marketing that was asked for, given or withdrawn. Withdrawing takes nothing but the contact.</summary>
public sealed record ConsentChange
{
    /// <summary>Whose consent.</summary>
    public required Contact Contact { get; init; }

    /// <summary>What happened.</summary>
    public required ConsentAction Action { get; init; }

    /// <summary>The channel it is for; none, the default, for all.</summary>
    public MessageChannel Channel { get; init; }

    /// <summary>The topic it is for, compared with <see cref="MessageRequest.Type"/>; empty, the default, for all. At most 100 characters.</summary>
    public string Topic { get; init; } = "";

    /// <summary>Where it happened: <c>signup-form</c>, <c>preference-page</c>. Required for a grant; at most 100 characters.</summary>
    public string Source { get; init; } = "";

    /// <summary>The version of the words the person agreed to. Required for a grant; at most 100 characters.</summary>
    public string Wording { get; init; } = "";

    /// <summary>The proof in the host's words: the id of a form, a hash of the network address. No personal data; at most 400 characters.</summary>
    public string Proof { get; init; } = "";

    /// <summary>Who records it: a user id, or empty for the person themselves. At most 100 characters.</summary>
    public string Actor { get; init; } = "";

    /// <summary>When it happened, or null for now. Not in the future.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The action and the channel only.</summary>
    public override string ToString() => $"ConsentChange {{ Action = {Action}, Channel = {Channel} }}";
}
