namespace Messaging.Templates.Sources;

/// <summary>The file <c>template.json</c> in the folder of a template: what files of texts cannot say. All of it may be left out.</summary>
internal sealed record TemplateDescription
{
    public const string FileName = "template.json";

    /// <summary><c>message</c>, <c>layout</c> or <c>partial</c>.</summary>
    public TemplateKind Kind { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public string? Type { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The code of the layout.</summary>
    public string? Layout { get; init; }

    public IReadOnlyList<DeclaredVariable>? Variables { get; init; }

    public IReadOnlyList<TemplateVariant>? Variants { get; init; }

    public IReadOnlyList<DescribedContent>? Contents { get; init; }
}
