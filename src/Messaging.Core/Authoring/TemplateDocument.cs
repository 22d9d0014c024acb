using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>What a draft or a version of a stored template says.</summary>
public sealed record TemplateDocument
{
    /// <summary>Nothing yet.</summary>
    public static TemplateDocument Empty { get; } = new();

    /// <summary>The code of the layout around its texts, or null.</summary>
    public string? Layout { get; init; }

    /// <summary>The values it says it needs.</summary>
    public IReadOnlyList<DeclaredVariable> Variables { get; init; } = [];

    /// <summary>Its variants and their weights; empty when there is one wording for all.</summary>
    public IReadOnlyList<TemplateVariant> Variants { get; init; } = [];

    /// <summary>Its contents. Those of a version carry the layouts and partials they were published with.</summary>
    public IReadOnlyList<TemplateContent> Contents { get; init; } = [];

    /// <summary>How many contents there are: what they say must not reach a log.</summary>
    public override string ToString() => $"TemplateDocument {{ Contents = {Contents.Count} }}";
}
