using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>What to change of a draft. What is null stays as it is.</summary>
public sealed record TemplateEdit
{
    /// <summary>The revision the author saw, <see cref="StoredTemplate.Revision"/>; 0, the default, makes a new template.</summary>
    public int Revision { get; init; }

    /// <summary>The name that people use; a new template without one is named by its code. At most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for. At most 1,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Message, layout or partial. Only for a new template.</summary>
    public TemplateKind? Kind { get; init; }

    /// <summary>Its category in the host's words. At most 100 characters.</summary>
    public string? Category { get; init; }

    /// <summary>What its messages are for. At most 100 characters.</summary>
    public string? Type { get; init; }

    /// <summary>The host's labels, all of them. At most 20 of 50 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The code of the layout; an empty string takes it away.</summary>
    public string? Layout { get; init; }

    /// <summary>The declared variables, all of them. At most 200.</summary>
    public IReadOnlyList<DeclaredVariable>? Variables { get; init; }

    /// <summary>The variants with their weights, all of them. At most 10.</summary>
    public IReadOnlyList<TemplateVariant>? Variants { get; init; }

    /// <summary>Contents to add, or to put in place of those for the same channel, locale and variant. The others stay.</summary>
    public IReadOnlyList<TemplateContent> Contents { get; init; } = [];

    /// <summary>Contents to take away.</summary>
    public IReadOnlyList<ContentKey> Remove { get; init; } = [];

    /// <summary>The revision and how many contents change.</summary>
    public override string ToString() => $"TemplateEdit {{ Revision = {Revision}, Contents = {Contents.Count} }}";
}
