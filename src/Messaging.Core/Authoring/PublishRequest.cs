namespace Messaging.Authoring;

/// <summary>How to publish a draft.</summary>
public sealed record PublishRequest
{
    /// <summary>The revision the author saw and wants published.</summary>
    public required int Revision { get; init; }

    /// <summary>What changed, for the history. At most 1,000 characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether unescaped values, <c>{{{name}}}</c>, are permitted. Leave it false unless whoever publishes may vouch for the HTML that the application passes.</summary>
    public bool AllowRaw { get; init; }

    /// <summary>The revision.</summary>
    public override string ToString() => $"PublishRequest {{ Revision = {Revision} }}";
}
