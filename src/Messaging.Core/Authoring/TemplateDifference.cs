namespace Messaging.Authoring;

/// <summary>One part that two editions of a template do not have in common.</summary>
/// <param name="Content">The content it belongs to, or null for what belongs to the template as a whole.</param>
/// <param name="Part">The part, such as <c>subject</c>, <c>html</c> or <c>layout</c>.</param>
/// <param name="Change">Whether the part was added, removed or changed.</param>
/// <param name="Lines">The lines of both, in order. Only lines that differ, and up to three around them.</param>
public sealed record TemplateDifference(ContentKey? Content, string Part, DifferenceKind Change, IReadOnlyList<DifferentLine> Lines);
