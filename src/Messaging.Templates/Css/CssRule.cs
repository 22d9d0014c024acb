namespace Messaging.Css;

/// <summary>One statement of a style sheet.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Block">The opening brace, or -1 for a statement without a block.</param>
/// <param name="End">Behind its end.</param>
/// <param name="IsAtRule">Whether it begins with <c>@</c>.</param>
internal readonly record struct CssRule(int Start, int Block, int End, bool IsAtRule)
{
    /// <summary>What stands between the braces; an unclosed block ends with the text.</summary>
    public Range Body(string text) => (Block + 1)..(End > Block + 1 && text[End - 1] == '}' ? End - 1 : End);
}
