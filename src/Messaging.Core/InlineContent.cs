namespace Messaging;

/// <summary>Content given with the request instead of a template. It is sent as it stands: nothing in it is interpreted, so host data cannot become template code.</summary>
public sealed record InlineContent
{
    /// <summary>The subject of an email, or the title of an in-app or push message. One line, at most 500 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>The plain text. When only <see cref="Html"/> is given, text is derived from it.</summary>
    public string? Text { get; init; }

    /// <summary>The HTML body of an email.</summary>
    public string? Html { get; init; }

    /// <summary>Nothing: content must not reach a log.</summary>
    public override string ToString() => nameof(InlineContent);
}
