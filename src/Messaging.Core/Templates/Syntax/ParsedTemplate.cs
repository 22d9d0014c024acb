namespace Messaging.Templates.Syntax;

/// <summary>What a template text says: its tags in order, the variables it uses, and everything that is wrong with it.</summary>
internal sealed record ParsedTemplate(
    SourceText Source, IReadOnlyList<TemplateTag> Tags, IReadOnlyList<TemplateVariable> Variables, IReadOnlyList<SyntaxProblem> Problems)
{
    /// <summary>The partials it shows that are defined elsewhere.</summary>
    public IReadOnlyList<ShownInclude> Includes { get; init; } = [];
}
