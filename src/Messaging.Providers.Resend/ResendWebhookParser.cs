using System.Globalization;
using System.Text.Json;
using Messaging.Tracking;

namespace Messaging.Providers.Resend;

/// <summary>Reads what Resend posts: one event, or one mail that came in, with a signature of Svix. See https://resend.com/docs/webhooks/event-types.</summary>
internal sealed class ResendWebhookParser : IWebhookParser
{
    private static readonly JsonDocumentOptions Limits = new() { MaxDepth = 32 };

    private readonly SvixSignature _signature;
    private readonly ResendInbound _inbound;

    /// <summary>Copies what is needed of an account's options.</summary>
    public ResendWebhookParser(ResendOptions options)
    {
        _signature = new SvixSignature([options.WebhookSecret, options.PreviousWebhookSecret], options.SignatureTolerance);
        _inbound = new ResendInbound(options);
    }

    /// <inheritdoc/>
    public WebhookResult Parse(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_signature.FindForgery(request) is { } reason)
        {
            return WebhookResult.Forged(reason);
        }

        try
        {
            using var document = JsonDocument.Parse(request.Body, Limits);
            return Read(document.RootElement, request);
        }
        catch (JsonException)
        {
            return WebhookResult.Malformed("no json");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // Half a character, written as an escape, is found only when the text is asked for.
            return WebhookResult.Read([], skipped: 1);
        }
    }

    private WebhookResult Read(JsonElement root, WebhookRequest request)
    {
        if (root.ValueKind != JsonValueKind.Object || root.Text("type") is not { Length: > 0 } type || root.Part("data") is not { } data)
        {
            return WebhookResult.Malformed("no event");
        }

        // The same for every delivery of an event, however often it is repeated.
        var key = request.Header(SvixSignature.IdHeader);
        var at = DateTimeOffset.TryParse(root.Text("created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : request.ReceivedAt;
        if (type == "email.received")
        {
            return _inbound.Read(data, key, at) is { } message ? WebhookResult.Read([], [message]) : WebhookResult.Read([], skipped: 1);
        }

        return ResendEvents.Read(type, data, key, at) is { } report ? WebhookResult.Read([report]) : WebhookResult.Read([]);
    }
}
