using System.Globalization;
using Messaging.Templates;
using Messaging.Templates.Rendering;

namespace Messaging.Authoring.Reviewing;

/// <summary>Renders a content with sample values and looks at what comes out.</summary>
internal sealed class RenderReview(ITemplateEngine engine, MessagingOptions options)
{
    private const int LongSubject = 78;
    private const int MaxSubject = 500;
    private const int OneUcs2Part = 70;

    /// <summary>Renders a content.</summary>
    /// <returns>What it says, or null when it cannot be rendered, and what was found.</returns>
    public (RenderedContent? Content, IReadOnlyList<TemplateFinding> Findings) Of(TemplateContent content, string locale, TemplateData data)
    {
        var key = new ContentKey(content.Channel, content.Locale, content.Variant);
        try
        {
            var rendered = engine.Render(content, data, new RenderContext(locale.Length > 0 ? locale : options.DefaultLocale, options.DefaultTimeZone, options.DefaultCurrency));
            return (rendered, [.. Look(rendered, key)]);
        }
        catch (TemplateException e)
        {
            // A sample that is missing or of the wrong kind says nothing about real data; running away does.
            var level = e.Error is TemplateError.Limit or TemplateError.Syntax ? FindingLevel.Error : FindingLevel.Warning;
            var code = e.Error switch
            {
                TemplateError.Limit => "limit",
                TemplateError.Syntax => "syntax",
                TemplateError.MissingValue => "missing-sample",
                _ => "bad-sample",
            };
            return (null, [new TemplateFinding(level, code, $"With the samples: {e.Message}") { Content = key, Part = e.Part ?? "", Line = e.Line, Column = e.Column }]);
        }
    }

    private static IEnumerable<TemplateFinding> Look(RenderedContent rendered, ContentKey key)
    {
        var length = rendered.Subject is { } subject ? new StringInfo(subject).LengthInTextElements : 0;
        if (length > LongSubject)
        {
            var message = length > MaxSubject
                ? $"With the samples this subject has {length} characters. The most is {MaxSubject}."
                : $"With the samples this subject has {length} characters. Many mail programs show no more than {LongSubject}.";
            yield return new TemplateFinding(length > MaxSubject ? FindingLevel.Error : FindingLevel.Warning, "long-subject", message) { Content = key, Part = ContentParts.Subject };
        }

        if (key.Channel == MessageChannel.Sms && rendered.Text is { } text)
        {
            foreach (var finding in LookAtSms(SmsText.Measure(text), text, key))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<TemplateFinding> LookAtSms(SmsMeasure measure, string text, ContentKey key)
    {
        if (text.Length > SmsText.MaxLength)
        {
            yield return new TemplateFinding(FindingLevel.Error, "long-sms", $"With the samples this text has {text.Length} characters. Providers take {SmsText.MaxLength}.") { Content = key, Part = ContentParts.Text };
        }
        else if (measure.Segments > 1)
        {
            var why = measure.ForcedBy is { } rune
                ? $" The character '{rune}' at position {measure.ForcedAt + 1} makes room for only {OneUcs2Part} characters in one part."
                : "";
            yield return new TemplateFinding(FindingLevel.Warning, "sms-parts", $"With the samples this text is sent, and paid for, as {measure.Segments} parts ({measure.Encoding}, {measure.Length} units).{why}")
            {
                Content = key, Part = ContentParts.Text,
            };
        }
    }
}
