namespace Messaging.Expressions;

internal enum ExpressionKind
{
    /// <summary>Shows a value, escaped.</summary>
    Value,

    /// <summary>Shows something that may hold elements: <c>{{{value}}}</c> or <c>{{> part}}</c>.</summary>
    Markup,

    /// <summary>Begins a block.</summary>
    Open,

    /// <summary><c>{{else}}</c>, with or without a condition.</summary>
    Else,

    /// <summary>Ends a block.</summary>
    Close,

    Comment,

    /// <summary>A backslash and two braces, which are shown as braces.</summary>
    Escaped,
}
