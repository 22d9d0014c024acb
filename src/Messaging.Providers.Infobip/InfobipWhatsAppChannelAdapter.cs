using System.Globalization;
using Messaging.Channels;
using Messaging.Channels.Http;
using Messaging.Templates;

namespace Messaging.Providers.Infobip;

/// <summary>Hands WhatsApp messages to Infobip: approved templates, and free text, pictures and documents within 24 hours of the recipient's last message.</summary>
internal sealed class InfobipWhatsAppChannelAdapter : IChannelAdapter, IConnectionTest
{
    private const int MaxText = 4096;
    private const int MaxCaption = 3000;
    private const int MaxUrl = 2048;
    private const string ImageType = "image";
    private const string DocumentType = "document";

    private static readonly string[] DocumentEndings = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".txt"];

    private readonly InfobipClient _client;
    private readonly string _sender;
    private readonly string? _notifyUrl;

    public InfobipWhatsAppChannelAdapter(InfobipClient client, InfobipOptions options)
    {
        _client = client;
        _sender = InfobipCallback.Number(options.WhatsAppSender ?? "");
        _notifyUrl = InfobipCallback.For(options, MessageChannel.WhatsApp);
    }

    /// <inheritdoc/>
    public ChannelCapabilities Capabilities { get; } = new() { ApprovedTemplates = true, ConversationWindow = TimeSpan.FromHours(24) };

    /// <inheritdoc/>
    public Task<SendFailure?> TestAsync(CancellationToken cancellationToken) => _client.TestAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = message.Content;
        var (media, type) = (content.Image is { Length: > 0 } image ? image : null, TypeOf(content.Image));
        if (Check(content, media) is { } refusal)
        {
            return SendOutcome.Rejected(refusal);
        }

        var name = type == DocumentType ? NameOf(media!) : null;
        HttpResult result;
        if (content.Approved is { } approved)
        {
            var head = media is null ? null : new InfobipWhatsAppMessage.Head(type.ToUpperInvariant(), media, name);
            var template = Wrap(message, new() { TemplateName = approved.Name, TemplateData = new(new(approved.Parameters), head), Language = approved.Language });
            result = await _client.PostAsync("/whatsapp/1/message/template", new([template]), InfobipJson.Default.InfobipWhatsAppTemplates, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            InfobipWhatsAppMessage.Body body = media is null
                ? new() { Text = content.Text }
                : new() { MediaUrl = media, Caption = string.IsNullOrEmpty(content.Text) ? null : content.Text, Filename = name };
            var path = $"/whatsapp/1/message/{(media is null ? "text" : type)}";
            result = await _client.PostAsync(path, Wrap(message, body), InfobipJson.Default.InfobipWhatsAppMessage, cancellationToken).ConfigureAwait(false);
        }

        return !result.TryGetAnswer(out var answer, out var outcome) ? outcome
            : answer.IsSuccess ? Read(answer, message)
            : InfobipErrors.ToOutcome(answer);
    }

    private static SendOutcome Read(HttpAnswer answer, OutboundMessage message)
    {
        var read = InfobipJson.TryRead(answer.Body, InfobipJson.Default.InfobipAnswer);
        return (read?.Messages is { Count: > 0 } list ? list[0] : read) is { } entry ? InfobipErrors.ToOutcome(entry, message.IdempotencyKey) : SendOutcome.Accepted(null);
    }

    private static SendFailure? Check(RenderedContent content, string? media)
    {
        var text = content.Text ?? "";
        if (media is not null && (media.Length > MaxUrl || !Uri.TryCreate(media, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http")))
        {
            var words = "The picture or document is not at an absolute http or https address of up to 2048 characters, from which Infobip could fetch it.";
            return new SendFailure(FailureKind.Refused, "image", words);
        }

        if (content.Approved is not null)
        {
            return null;
        }

        var limit = media is null ? MaxText : MaxCaption;
        return text.Length == 0 && media is null ? new SendFailure(FailureKind.Refused, "content", "The message has neither text nor a picture.")
            : text.Length > limit && text.EnumerateRunes().Count() > limit
                ? new SendFailure(FailureKind.TooLarge, "text", string.Create(CultureInfo.InvariantCulture, $"The text has more than {limit} characters."))
            : null;
    }

    private static string TypeOf(string? media) =>
        Uri.TryCreate(media, UriKind.Absolute, out var url) && DocumentEndings.Any(e => url.AbsolutePath.EndsWith(e, StringComparison.OrdinalIgnoreCase)) ? DocumentType : ImageType;

    private static string NameOf(string media)
    {
        var name = Uri.UnescapeDataString(new Uri(media).Segments[^1]);
        return name.Length <= 240 ? name : name[^240..];
    }

    private InfobipWhatsAppMessage Wrap(OutboundMessage message, InfobipWhatsAppMessage.Body content) =>
        new(_sender, InfobipCallback.Number(message.Address), message.IdempotencyKey, content, message.Reference.ToString(), _notifyUrl);
}
