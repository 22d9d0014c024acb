using System.Globalization;
using Messaging.Messages;
using Messaging.Tracking;

namespace Messaging.Providers.Twilio;

/// <summary>Reads what Twilio posts: status callbacks and inbound messages of all its channels, on one address.</summary>
/// <remarks>The scheme has no time in it, so a call can be repeated; a repeat has the same key and changes nothing.</remarks>
internal sealed class TwilioWebhookParser : IWebhookParser
{
    private const int MaxMedia = 10;

    private readonly string[] _tokens;
    private readonly TwilioCallback _callback;

    public TwilioWebhookParser(TwilioOptions options)
    {
        _tokens = [.. new[] { options.AuthToken, options.PreviousAuthToken }.Where(static t => !Secret.IsNullOrEmpty(t)).Select(static t => t!.Reveal())];
        _callback = new TwilioCallback(options.WebhookUrl ?? throw new MessagingConfigurationException("TwilioOptions.WebhookUrl is not set. Set it in AddTwilio(o => …)."));
    }

    /// <inheritdoc/>
    public WebhookResult Parse(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var signature = request.Header("X-Twilio-Signature");
        if (signature.Length == 0)
        {
            return WebhookResult.Forged("no signature");
        }

        if (TwilioForm.Read(request.Query) is not { } query || TwilioForm.Read(request.Body.Span) is not { } form)
        {
            return WebhookResult.Forged("too many parameters");
        }

        var digest = query[TwilioSignature.BodyDigestKey];
        var signed = digest.Length == 0 ? form.Parameters : [];
        if (!IsSigned(signature, request.Query, signed) || (digest.Length > 0 && !TwilioSignature.IsDigest(digest, request.Body.Span)))
        {
            return WebhookResult.Forged("wrong signature");
        }

        return digest.Length > 0 ? WebhookResult.Malformed("no form") : Read(form, query, request.ReceivedAt);
    }

    private bool IsSigned(string signature, string query, IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var isSigned = false;
        foreach (var token in _tokens)
        {
            foreach (var address in _callback.Bases)
            {
                isSigned |= TwilioSignature.AreEqual(signature, TwilioSignature.Sign(token, address + query, form));
            }
        }

        return isSigned;
    }

    private static WebhookResult Read(TwilioForm form, TwilioForm query, DateTimeOffset receivedAt)
    {
        var (sid, status) = (form["MessageSid"], form["MessageStatus"]);
        if (sid.Length == 0)
        {
            return WebhookResult.Malformed("no MessageSid");
        }

        if (status.Length == 0 && (form["SmsStatus"] is "received" or "receiving" || form["NumMedia"].Length > 0 || form["Body"].Length > 0))
        {
            return ReadInbound(form, sid, receivedAt);
        }

        return (status.Length > 0 ? status : form["SmsStatus"]) is { Length: > 0 } reported
            ? WebhookResult.Read([ReadStatus(form, query, sid, reported, receivedAt)])
            : WebhookResult.Malformed("no MessageStatus");
    }

    private static WebhookEvent ReadStatus(TwilioForm form, TwilioForm query, string sid, string status, DateTimeOffset receivedAt)
    {
        var (code, reference) = (form["ErrorCode"], query[TwilioCallback.ReferenceKey]);
        var (channel, address) = TwilioSender.Read(form["To"]);
        var kind = KindOf(status);
        var effect = kind == MessageEventKind.Failed ? TwilioErrors.EffectOf(code) : ContactEffect.None;
        return new WebhookEvent
        {
            EventKey = code.Length == 0 ? $"{sid}:{status}" : $"{sid}:{status}:{code}",
            Channel = channel,
            Kind = effect == ContactEffect.OptOut ? MessageEventKind.Dropped : kind,
            OccurredAt = receivedAt,
            Reference = reference.Length == 0 ? null : reference,
            ProviderMessageId = sid,
            Address = address.Length == 0 ? null : address,
            Effect = effect,
            Detail = string.Join(' ', new[] { status, code, form["ChannelStatusMessage"] }.Where(static t => t.Length > 0)),
        };
    }

    private static MessageEventKind KindOf(string status) => status.ToUpperInvariant() switch
    {
        "ACCEPTED" or "QUEUED" or "SCHEDULED" => MessageEventKind.Accepted,
        "SENDING" or "SENT" => MessageEventKind.Sent,
        "DELIVERED" or "PARTIALLY_DELIVERED" => MessageEventKind.Delivered,
        "READ" => MessageEventKind.Read,
        "FAILED" or "UNDELIVERED" or "CANCELED" => MessageEventKind.Failed,
        _ => MessageEventKind.Other,
    };

    private static WebhookResult ReadInbound(TwilioForm form, string sid, DateTimeOffset receivedAt)
    {
        var (channel, from) = TwilioSender.Read(form["From"]);
        if (from.Length == 0)
        {
            return WebhookResult.Malformed("no From");
        }

        var (word, answered) = (form["OptOutType"], form["OriginalRepliedMessageSid"]);
        var message = new WebhookMessage
        {
            EventKey = $"{sid}:received",
            Channel = channel,
            From = from,
            To = TwilioSender.Read(form["To"]).Address,
            Text = form["Body"] is { Length: > 0 } text ? text : form["ButtonText"],
            FromName = form["ProfileName"],
            ProviderMessageId = sid,
            InReplyTo = answered.Length == 0 ? null : answered,
            Media = ReadMedia(form),
            ReceivedAt = receivedAt,
            IsAnswered = word.Length > 0,
        };
        return WebhookResult.Read(ReadOptOut(word, message), [message]) with { ReplyType = "text/xml", Reply = "<Response/>" };
    }

    /// <summary>The keyword as Twilio understood it: the host may have set others there than those the library knows.</summary>
    private static IReadOnlyList<WebhookEvent> ReadOptOut(string word, WebhookMessage message)
    {
        ContactEffect? effect = word.ToUpperInvariant() switch
        {
            "STOP" => ContactEffect.OptOut,
            "START" => ContactEffect.OptIn,
            _ => null,
        };
        return effect is null ? [] :
        [
            new WebhookEvent
            {
                EventKey = $"{message.ProviderMessageId}:{word}",
                Channel = message.Channel,
                Kind = effect == ContactEffect.OptOut ? MessageEventKind.Unsubscribed : MessageEventKind.Other,
                OccurredAt = message.ReceivedAt,
                Address = message.From,
                Effect = effect.Value,
                Detail = word,
            },
        ];
    }

    private static List<WebhookMedia> ReadMedia(TwilioForm form)
    {
        var media = new List<WebhookMedia>();
        for (var i = 0; i < MaxMedia; i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            if (form[$"MediaUrl{number}"] is { Length: > 0 } url)
            {
                media.Add(new WebhookMedia(url, form[$"MediaContentType{number}"]));
            }
        }

        return media;
    }
}
