using Messaging.Templates;

namespace Messaging.Authoring.Reviewing;

/// <summary>Looks at which contents there are: languages and variants without gaps, and a layout that exists.</summary>
internal static class ContentReview
{
    public static IEnumerable<TemplateFinding> Of(TemplateDocument document, TemplateKind kind)
    {
        if (document.Contents.Count == 0)
        {
            yield return new TemplateFinding(FindingLevel.Error, "no-content", "There is nothing in it yet. Add a content for at least one channel.");
        }

        foreach (var channel in document.Contents.Select(c => c.Channel).Distinct().Where(c => !document.Contents.Any(o => o.IsFor(c, "", ""))))
        {
            yield return new TemplateFinding(
                FindingLevel.Error, "default-locale", $"For {channel} there is no content without a language and variant. It is what everybody gets for whom there is no other.") { Content = new ContentKey(channel) };
        }

        foreach (var content in document.Contents.Where(c => c.Text is null && c.Html is null))
        {
            yield return new TemplateFinding(FindingLevel.Error, "no-body", "This content has no body. Add a text, or HTML for an email.") { Content = Key(content) };
        }

        if (kind == TemplateKind.Message)
        {
            foreach (var content in document.Contents.Where(c => c.Channel == MessageChannel.Email && string.IsNullOrWhiteSpace(c.Subject)))
            {
                yield return new TemplateFinding(FindingLevel.Error, "no-subject", "This email has no subject.") { Content = Key(content), Part = "subject" };
            }
        }

        if (document.Layout is { } layout && !document.Contents.Any(c => c.Layout is not null))
        {
            yield return new TemplateFinding(FindingLevel.Error, "unknown-layout", $"There is no published layout '{layout}' with a content for these channels. Publish it first, or name another.");
        }

        foreach (var finding in Variants(document))
        {
            yield return finding;
        }
    }

    private static IEnumerable<TemplateFinding> Variants(TemplateDocument document)
    {
        foreach (var content in document.Contents.Where(c => c.Variant.Length > 0 && !document.Variants.Any(v => v.Name == c.Variant)))
        {
            yield return new TemplateFinding(FindingLevel.Error, "unknown-variant", $"There is no variant '{content.Variant}'. Give it a weight, or delete its contents.") { Content = Key(content) };
        }

        foreach (var variant in document.Variants.Where(v => v.Name.Length > 0 && !document.Contents.Any(c => c.Variant == v.Name)))
        {
            yield return new TemplateFinding(FindingLevel.Warning, "empty-variant", $"The variant '{variant.Name}' has no content, so its recipients get the wording without a name.");
        }

        if (document.Variants.Count > 0 && document.Variants.All(v => v.Weight == 0))
        {
            yield return new TemplateFinding(FindingLevel.Error, "variant-weights", "All variants have the weight 0. Give at least one of them a share.");
        }
    }

    private static ContentKey Key(TemplateContent content) => new(content.Channel, content.Locale, content.Variant);
}
