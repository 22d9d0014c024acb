using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>Which stored templates to list. All filters that are set must match.</summary>
public sealed record TemplateQuery
{
    /// <summary>The tenant whose own templates are listed. The default, <c>""</c>, lists those of all tenants.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Only messages, layouts or partials, or null for all.</summary>
    public TemplateKind? Kind { get; init; }

    /// <summary>Only templates whose draft has a content for this channel, or null.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>Only this category, or null.</summary>
    public string? Category { get; init; }

    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Only templates with this label, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>Only active ones, or only deactivated ones, or null for both.</summary>
    public bool? IsActive { get; init; }

    /// <summary>Only templates whose code or name holds this text, or null. Whether letters beyond ASCII may differ in case depends on the database.</summary>
    public string? Text { get; init; }

    /// <summary>How many templates a page has, from 1 to 100. The default is 20.</summary>
    public int PageSize { get; init; } = 20;

    /// <summary>Where to go on: <see cref="TemplatePage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>The tenant and the page: a text that is searched for does not belong in a log.</summary>
    public override string ToString() => $"TemplateQuery {{ Tenant = {Tenant}, Cursor = {Cursor} }}";
}
