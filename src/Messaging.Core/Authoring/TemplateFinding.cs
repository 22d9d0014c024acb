namespace Messaging.Authoring;

/// <summary>Something that an author should know about a template, in plain words.</summary>
/// <param name="Level">Whether it stands in the way of publishing.</param>
/// <param name="Code">What kind of finding it is, for programs, such as <c>undeclared-variable</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record TemplateFinding(FindingLevel Level, string Code, string Message)
{
    /// <summary>The content it is about, or null when it is about the template as a whole.</summary>
    public ContentKey? Content { get; init; }

    /// <summary>The part, such as <c>subject</c>, <c>html</c> or <c>action 1 title</c>, or an empty string.</summary>
    public string Part { get; init; } = "";

    /// <summary>The line, from 1, or null where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The column, from 1, or null where there is none.</summary>
    public int? Column { get; init; }

    /// <summary>Level and code.</summary>
    public override string ToString() => $"TemplateFinding {{ Level = {Level}, Code = {Code} }}";
}
