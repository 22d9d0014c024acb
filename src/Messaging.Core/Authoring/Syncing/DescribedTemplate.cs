using System.Text.Json;
using Messaging.Templates;
using Messaging.Templates.Sources;

namespace Messaging.Authoring.Syncing;

/// <summary>A template as a folder says it: the form in which folder and database are compared.</summary>
/// <param name="Description">What the file <c>template.json</c> says.</param>
/// <param name="Contents">The contents, with what their files say.</param>
internal sealed record DescribedTemplate(TemplateDescription Description, IReadOnlyList<TemplateContent> Contents)
{
    /// <summary>The template as it is in the database.</summary>
    public static DescribedTemplate Of(StoredTemplate template) => Create(
        new TemplateDescription
        {
            Kind = template.Kind,
            Name = template.Name,
            Description = template.Description,
            Category = template.Category,
            Type = template.Type,
            Tags = template.Tags,
            Layout = template.Draft.Layout,
            Variables = template.Draft.Variables,
            Variants = template.Draft.Variants,
        },
        template.Code,
        template.Draft.Contents);

    /// <summary>The template as it is in a folder.</summary>
    public static DescribedTemplate Create(TemplateDescription description, string code, IEnumerable<TemplateContent> contents)
    {
        var ordered = DraftEditor.Ordered(contents.Select(DraftEditor.Normalize));
        var described = ordered.Where(c => c.Actions.Count > 0 || c.Approved is not null)
            .Select(c => new DescribedContent(c.Channel.Value, c.Locale, c.Variant, c.Actions.Count > 0 ? c.Actions : null, c.Approved)).ToList();
        var complete = description with
        {
            Name = description.Name ?? code,
            Description = NullIfEmpty(description.Description),
            Category = NullIfEmpty(description.Category),
            Type = NullIfEmpty(description.Type),
            Layout = NullIfEmpty(description.Layout?.ToLowerInvariant()),
            Tags = description.Tags is { Count: > 0 } tags ? tags : null,
            Variables = description.Variables is { Count: > 0 } variables ? variables : null,
            Variants = description.Variants is { Count: > 0 } variants ? variants : null,
            Contents = described.Count > 0 ? described : null,
        };
        return new DescribedTemplate(complete, ordered);
    }

    /// <summary>What it says, as a hash: the same from folder and database when they say the same.</summary>
    public string Hash => TemplateHash.Of($"{TemplateHash.Of(Contents)}\n{Json}");

    /// <summary>The file <c>template.json</c>.</summary>
    public string Json => JsonSerializer.Serialize(Description, TemplateDescriptionJson.Default.TemplateDescription).ReplaceLineEndings("\n");

    /// <summary>Template and draft with what this says.</summary>
    public StoredTemplate ApplyTo(StoredTemplate template) => template with
    {
        Name = Description.Name!,
        Description = Description.Description ?? "",
        Category = Description.Category ?? "",
        Type = Description.Type ?? "",
        Tags = Description.Tags ?? [],
        Kind = Description.Kind,
        Draft = new TemplateDocument { Layout = Description.Layout, Variables = Description.Variables ?? [], Variants = Description.Variants ?? [], Contents = Contents },
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
