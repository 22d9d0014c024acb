using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>Applies an edit to a template. Pure.</summary>
internal static class DraftEditor
{
    /// <summary>The template with the edit, in the form everything is stored in.</summary>
    public static StoredTemplate Apply(StoredTemplate template, TemplateEdit edit)
    {
        var removed = edit.Remove.Select(k => (k.Channel, k.Locale, k.Variant)).Concat(edit.Contents.Select(c => (c.Channel, c.Locale, c.Variant))).ToList();
        var kept = template.Draft.Contents.Where(c => !removed.Exists(r => c.IsFor(r.Channel, r.Locale, r.Variant)));
        return template with
        {
            Name = edit.Name?.Trim() ?? template.Name,
            Description = edit.Description ?? template.Description,
            Category = edit.Category ?? template.Category,
            Type = edit.Type ?? template.Type,
            Tags = edit.Tags ?? template.Tags,
            Draft = template.Draft with
            {
                Layout = edit.Layout is null ? template.Draft.Layout : edit.Layout.Length == 0 ? null : edit.Layout.ToLowerInvariant(),
                Variables = edit.Variables ?? template.Draft.Variables,
                Variants = edit.Variants ?? template.Draft.Variants,
                Contents = Ordered(kept.Concat(edit.Contents.Select(Normalize))),
            },
        };
    }

    /// <summary>Contents in the order they are stored and compared in.</summary>
    public static IReadOnlyList<TemplateContent> Ordered(IEnumerable<TemplateContent> contents) =>
        [.. contents.OrderBy(c => c.Channel.Value, StringComparer.Ordinal).ThenBy(c => c.Locale, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Variant, StringComparer.Ordinal)];

    /// <summary>A content as a file would say it: plain line breaks, none at the end of a text, and no layout or partial inside.</summary>
    public static TemplateContent Normalize(TemplateContent content) => content with
    {
        Subject = Line(content.Subject),
        Text = Line(content.Text),
        Html = content.Html is null ? null : Plain(content.Html),
        Image = Line(content.Image),
        Link = Line(content.Link),
        Layout = null,
        Includes = [],
    };

    private static string? Line(string? text) => text is null ? null : Plain(text).TrimEnd('\n');

    private static string Plain(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');
}
