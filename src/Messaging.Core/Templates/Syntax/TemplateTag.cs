namespace Messaging.Templates.Syntax;

/// <summary>A tag that has been understood.</summary>
internal sealed class TemplateTag
{
    public required RawTag Raw { get; init; }

    public required TagKind Kind { get; init; }

    /// <summary>For an opening or closing tag its block; for <c>{{else if …}}</c> and its like the condition, null for a plain <c>{{else}}</c>.</summary>
    public BlockKind? Block { get; init; }

    public IReadOnlyList<TemplateExpression> Arguments { get; init; } = [];

    /// <summary>The partial that is defined or shown.</summary>
    public string Partial { get; init; } = "";

    /// <summary>Whether the block that opens here has an <c>{{else}}</c>, so that its subject may be missing.</summary>
    public bool HasElse { get; set; }
}
