using System.Globalization;
using Messaging.Templates;
using Messaging.Templates.Rendering;

namespace Messaging.Authoring;

/// <summary>Compares two editions of a template part by part. Layouts and partials are compared by the version that was packed in.</summary>
internal static class DocumentComparison
{
    public static IReadOnlyList<TemplateDifference> Of(TemplateDocument before, TemplateDocument after)
    {
        var found = new List<TemplateDifference?>
        {
            Compare(null, "layout", before.Layout, after.Layout),
            Compare(null, "variables", Lines(before.Variables.Select(Written)), Lines(after.Variables.Select(Written))),
            Compare(null, "variants", Lines(before.Variants.Select(Written)), Lines(after.Variants.Select(Written))),
        };
        var keys = before.Contents.Concat(after.Contents).Select(c => new ContentKey(c.Channel, c.Locale.ToUpperInvariant(), c.Variant)).Distinct().ToList();
        foreach (var key in keys)
        {
            var (old, young) = (Find(before, key), Find(after, key));
            var (oldParts, youngParts) = (Parts(old), Parts(young));
            var shown = young ?? old!;
            found.AddRange(oldParts.Keys.Union(youngParts.Keys, StringComparer.Ordinal).Select(part =>
                Compare(new ContentKey(shown.Channel, shown.Locale, shown.Variant), part, oldParts.GetValueOrDefault(part), youngParts.GetValueOrDefault(part))));
        }

        return [.. found.OfType<TemplateDifference>()];
    }

    private static TemplateDifference? Compare(ContentKey? content, string part, string? before, string? after) => (before, after) switch
    {
        (null, null) => null,
        (null, _) => new TemplateDifference(content, part, DifferenceKind.Added, LineComparison.Of(null, after)),
        (_, null) => new TemplateDifference(content, part, DifferenceKind.Removed, LineComparison.Of(before, null)),
        _ => before == after ? null : new TemplateDifference(content, part, DifferenceKind.Changed, LineComparison.Of(before, after)),
    };

    private static TemplateContent? Find(TemplateDocument document, ContentKey key) => document.Contents.FirstOrDefault(c => c.IsFor(key.Channel, key.Locale, key.Variant));

    private static Dictionary<string, string> Parts(TemplateContent? content)
    {
        if (content is null)
        {
            return [];
        }

        var parts = ContentParts.Of(content).ToDictionary(p => p.Name, p => p.Source, StringComparer.Ordinal);
        Add("actions", Lines(content.Actions.Select(a => a.Id)));
        Add("approved template", content.Approved is { } approved ? $"{approved.Name} ({approved.Language})" : null);
        Add("layout and partials", Lines(content.Includes.Select(i => $"{i.Code} {i.Version}")));
        return parts;

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                parts[name] = text;
            }
        }
    }

    private static string? Lines(IEnumerable<string> lines) => string.Join('\n', lines) is { Length: > 0 } text ? text : null;

    private static string Written(DeclaredVariable v) => $"{v.Name}{(v.IsRequired ? "" : " (optional)")}: {v.Description} {v.Sample}".ReplaceLineEndings(" ");

    private static string Written(TemplateVariant v) => string.Create(CultureInfo.InvariantCulture, $"{(v.Name.Length == 0 ? "(none)" : v.Name)}: {v.Weight}");
}
