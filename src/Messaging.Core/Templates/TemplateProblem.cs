namespace Messaging.Templates;

/// <summary>One thing that is wrong with a template.</summary>
/// <param name="Part">The part: <c>subject</c>, <c>text</c> or <c>html</c>.</param>
/// <param name="Message">What is wrong, in words for a person who writes templates but not code.</param>
/// <param name="Line">The line, from 1, or null where it is not known.</param>
/// <param name="Column">The column, from 1, or null where it is not known.</param>
public sealed record TemplateProblem(string Part, string Message, int? Line, int? Column);
