namespace Messaging.Html;

/// <summary>An attribute of a start tag, by its places in the text.</summary>
/// <param name="Name">The name in lower case.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="ValueStart">Where the value begins, behind its quotation mark; behind the attribute when it has no value.</param>
/// <param name="ValueEnd">Where the value ends, before its quotation mark.</param>
/// <param name="Quote">The quotation mark, or <c>\0</c>.</param>
internal sealed record TagAttribute(string Name, int Start, int ValueStart, int ValueEnd, char Quote)
{
    public int End => Quote == '\0' ? ValueEnd : ValueEnd + 1;
}
