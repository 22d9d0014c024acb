using System.Text.Json;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Templates;
using Messaging.Templates.PlainText;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Turns a stored message into what it says: literal content, a frozen rendering, or its template with its data.</summary>
internal sealed class MessageRenderer(TemplateCatalog templates, TemplateRenderer renderer, IOptions<MessagingOptions> options, IEnumerable<ITemplateValues> values)
{
    private volatile TemplateData? _last;

    /// <summary>Renders a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">Its content.</param>
    /// <param name="frozen">Whether an attempt under an idempotency key is repeated, so that the frozen rendering must be used.</param>
    /// <param name="cancellationToken">Ends the look-up of the template.</param>
    /// <param name="useCurrent">Whether to use the current version of the template instead of the planned one.</param>
    /// <returns>The content, and a note when another version of the template than the planned one had to be used.</returns>
    public async ValueTask<(RenderedContent Content, DecisionCode? Note)> RenderAsync(
        Message message, MessageContent content, bool frozen, CancellationToken cancellationToken, bool useCurrent = false)
    {
        var (rendered, note) = await RenderWholeAsync(message, content, frozen, useCurrent, cancellationToken).ConfigureAwait(false);
        var (limited, isCut) = SmsLimit.Apply(message.Channel, rendered, options.Value.LongSms);
        return (limited, note ?? (isCut ? DecisionCode.NoteSmsShortened : null));
    }

    /// <summary>Literal content, with text derived from HTML where there is no text of its own.</summary>
    public static RenderedContent Literal(MessageDraft draft) =>
        new(draft.Subject, draft.Text ?? (draft.Html is { } html ? HtmlText.From(html, "content.html") : null), draft.Html);

    /// <summary>The rendering as it is frozen for retries under an idempotency key.</summary>
    public static string Freeze(RenderedContent content) => JsonSerializer.Serialize(content, MessageJson.Default.RenderedContent);

    private async ValueTask<(RenderedContent Content, DecisionCode? Note)> RenderWholeAsync(
        Message message, MessageContent content, bool frozen, bool useCurrent, CancellationToken cancellationToken)
    {
        if (frozen && content.Payload is { } payload)
        {
            return (JsonSerializer.Deserialize(payload, MessageJson.Default.RenderedContent)!, null);
        }

        if (message.TemplateCode.Length == 0)
        {
            return (Literal(MessageDraft.Parse(content.Draft)), null);
        }

        var planned = useCurrent ? null : await templates.FindAsync(message.TenantId, message.TemplateCode, message.TemplateVersion, cancellationToken).ConfigureAwait(false);
        var version = planned ?? await templates.GetAsync(message.TenantId, message.TemplateCode, cancellationToken).ConfigureAwait(false);
        var recipient = new Recipient { Id = message.RecipientId, Name = content.RecipientName, Type = message.RecipientType };
        var data = (content.Data is null ? TemplateData.Empty : DataOf(content.Data)).With(recipient);
        foreach (var value in values)
        {
            data = data.With(value.Name, await value.GetAsync(message, content.Address, cancellationToken).ConfigureAwait(false));
        }

        var rendered = renderer.Render(version, message.Channel, data, new RenderContext(message.Locale, message.TimeZone, options.Value.DefaultCurrency) { Variant = message.Variant });
        return (rendered, planned is null && !string.Equals(version.Version, message.TemplateVersion, StringComparison.Ordinal) ? DecisionCode.NoteTemplateReplaced : null);
    }

    // The messages of one request come one after the other and have the same data: to read it is a good part of rendering.
    private TemplateData DataOf(string json)
    {
        var last = _last;
        return last is not null && string.Equals(last.ToJson(), json, StringComparison.Ordinal) ? last : _last = TemplateData.FromCanonical(json);
    }
}
