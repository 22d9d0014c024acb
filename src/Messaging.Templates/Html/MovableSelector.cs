using Messaging.Css;

namespace Messaging.Html;

/// <summary>A selector of a rule.</summary>
/// <param name="text">The selector as written.</param>
/// <param name="selector">The selector, or null when the mail program must decide.</param>
internal sealed class MovableSelector(string text, Selector? selector)
{
    public string Text => text;

    public Selector? Selector => selector;

    /// <summary>Whether an element was found that now carries the declarations itself.</summary>
    public bool IsMoved { get; set; }
}
