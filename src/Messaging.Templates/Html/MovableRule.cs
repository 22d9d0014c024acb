using Messaging.Css;

namespace Messaging.Html;

/// <summary>A rule of a style sheet, with what it declares and where it may go.</summary>
/// <param name="Rule">Its places in the text.</param>
/// <param name="Order">Its number among all rules of the page.</param>
/// <param name="Declarations">What it declares.</param>
/// <param name="Selectors">Its selectors.</param>
internal sealed record MovableRule(CssRule Rule, int Order, IReadOnlyList<Declaration> Declarations, IReadOnlyList<MovableSelector> Selectors);
