namespace Messaging.Authoring;

/// <summary>One page of stored templates.</summary>
/// <param name="Items">The templates in the order of their codes.</param>
/// <param name="Next">What to pass as <see cref="TemplateQuery.Cursor"/> for the next page, or null when this is the last one.</param>
public sealed record TemplatePage(IReadOnlyList<StoredTemplate> Items, string? Next);
