namespace Messaging.Templates.Syntax;

/// <summary>One tag as it stands in the text: where it begins and ends, and the tokens between its braces.</summary>
internal sealed class RawTag
{
    public required int Start { get; init; }

    /// <summary>Behind the closing braces.</summary>
    public int End { get; set; }

    public bool IsTriple { get; init; }

    public bool TrimBefore { get; init; }

    public bool TrimAfter { get; set; }

    /// <summary>The sign the content begins with: <c># / ! &gt; ^ &amp; *</c>, or <c>\0</c>.</summary>
    public char Sign { get; set; }

    /// <summary>Whether the opening tag defines something, as <c>{{#*inline "name"}}</c> does.</summary>
    public bool IsDefinition { get; set; }

    public List<Token> Tokens { get; } = [];

    /// <summary>A problem was reported for it; what its tokens say is incomplete.</summary>
    public bool IsBroken { get; set; }
}
