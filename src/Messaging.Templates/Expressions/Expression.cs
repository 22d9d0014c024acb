namespace Messaging.Expressions;

/// <summary>One tag of a template, braces included, in a text that is about something else: HTML, CSS or Markdown.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last brace.</param>
/// <param name="Kind">What it does.</param>
internal readonly record struct Expression(int Start, int End, ExpressionKind Kind)
{
    public int Length => End - Start;

    /// <summary>Whether it belongs to a block, so that what stands beside it may not be there, or be there many times.</summary>
    public bool IsOfBlock => Kind is ExpressionKind.Open or ExpressionKind.Else or ExpressionKind.Close;
}
