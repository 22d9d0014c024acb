using Messaging.Channels;
using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Templates.Sources;

namespace Messaging.Authoring;

/// <summary>The bounds of what may be stored. What texts say is for the report.</summary>
internal static class DraftRules
{
    private const int MaxContents = 500;
    private const int MaxDocument = 4 * 1024 * 1024;

    public static void ThrowIfWrong(StoredTemplate template, string actor)
    {
        var errors = new List<MessageError>();
        Text(errors, nameof(template.Name), template.Name, 200, isRequired: true);
        Text(errors, nameof(template.Description), template.Description, 1_000);
        Text(errors, nameof(template.Category), template.Category, 100);
        Text(errors, nameof(template.Type), template.Type, 100);
        Text(errors, nameof(actor), actor, 100, isRequired: true);
        foreach (var tag in template.Tags)
        {
            Text(errors, nameof(template.Tags), tag, 50, isRequired: true);
        }

        Count(errors, nameof(template.Tags), template.Tags.Count, 20);
        Check(errors, template.Draft);
        if (errors.Count > 0)
        {
            throw new InvalidMessageException(errors);
        }
    }

    public static void Text(List<MessageError> errors, string target, string text, int maxLength, bool isRequired = false)
    {
        if (text.Length > maxLength || (isRequired && string.IsNullOrWhiteSpace(text)) || !StorableText.IsStorable(text))
        {
            errors.Add(new MessageError(target, $"It has {(isRequired ? "1 to" : "at most")} {maxLength} characters, without NUL and half characters."));
        }
    }

    private static void Check(List<MessageError> errors, TemplateDocument draft)
    {
        Count(errors, nameof(draft.Contents), draft.Contents.Count, MaxContents);
        Count(errors, nameof(draft.Variables), draft.Variables.Count, 200);
        Count(errors, nameof(draft.Variants), draft.Variants.Count, 10);
        if (draft.Layout is { } layout && !TemplateCode.IsValid(layout))
        {
            errors.Add(new MessageError(nameof(draft.Layout), $"'{layout}' is no code. {TemplateCode.Rule}"));
        }

        foreach (var variable in draft.Variables)
        {
            Text(errors, nameof(draft.Variables), variable.Name, 200, isRequired: true);
            Text(errors, nameof(draft.Variables), variable.Description, 1_000);
            Text(errors, nameof(draft.Variables), variable.Sample ?? "", 10_000);
        }

        foreach (var variant in draft.Variants.Where((v, i) => v.Weight is < 0 or > VariantName.MaxWeight || (v.Name.Length > 0 && !VariantName.IsValid(v.Name)) || draft.Variants.Take(i).Any(o => o.Name == v.Name)))
        {
            errors.Add(new MessageError(nameof(draft.Variants), $"'{variant.Name}' with the weight {variant.Weight} is no variant, or is named twice. {VariantName.Rule}"));
        }

        foreach (var content in draft.Contents)
        {
            Check(errors, content);
        }

        if (draft.Contents.Sum(c => ContentParts.Of(c).Sum(p => (long)p.Source.Length)) > MaxDocument)
        {
            errors.Add(new MessageError(nameof(draft.Contents), "All texts together have at most 4 MiB of characters."));
        }
    }

    private static void Check(List<MessageError> errors, TemplateContent content)
    {
        var place = $"{nameof(TemplateDocument.Contents)}[{content.ShownName}]";
        if (content.Channel.IsEmpty || (content.Locale.Length > 0 && !LocaleTag.IsValid(content.Locale)) || (content.Variant.Length > 0 && !VariantName.IsValid(content.Variant)))
        {
            errors.Add(new MessageError(place, $"A content has a channel, a language such as de or de-AT or none, and a variant or none. {VariantName.Rule}"));
        }

        foreach (var part in ContentParts.Of(content))
        {
            Text(errors, $"{place}.{part.Name}", part.Source, RenderLimits.SourceBytes);
        }

        Count(errors, $"{place}.{nameof(content.Actions)}", content.Actions.Count, 10);
        Count(errors, $"{place}.{nameof(content.Approved.Parameters)}", content.Approved?.Parameters.Count ?? 0, 50);
        foreach (var name in content.Actions.Select(a => a.Id).Concat(content.Approved is { } approved ? [approved.Name, approved.Language] : []))
        {
            Text(errors, place, name, 512, isRequired: true);
        }
    }

    private static void Count(List<MessageError> errors, string target, int count, int most)
    {
        if (count > most)
        {
            errors.Add(new MessageError(target, $"There are at most {most}."));
        }
    }
}
