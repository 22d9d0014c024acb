namespace Messaging.Templates.Syntax;

/// <summary>A block that has begun and not ended.</summary>
internal sealed class OpenBlock
{
    public required BlockKind Kind { get; init; }

    /// <summary>The name its closing tag must have.</summary>
    public required string Name { get; init; }

    /// <summary>Its opening tag without values, for messages.</summary>
    public string Written => $"{{{{#{(Kind == BlockKind.Inline ? "*" : "")}{Name}}}}}";

    public required TemplateTag Tag { get; init; }

    /// <summary>The scope to return to behind it.</summary>
    public required TemplateScope Outer { get; init; }

    /// <summary>The variables in its opening tag, as a range of what was collected.</summary>
    public required (int From, int To) Uses { get; init; }

    /// <summary>How many <c>{{else if …}}</c> it has; the renderer nests each in the one before.</summary>
    public int Branches { get; set; }

    public bool HasPlainElse { get; set; }
}
