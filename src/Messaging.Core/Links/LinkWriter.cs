using System.Net;
using System.Text;
using Messaging.Channels;
using Microsoft.Extensions.Options;

namespace Messaging.Links;

/// <summary>Writes links into a message on its way out: unsubscribe headers, tracked links, short links. The same message always comes out the same.</summary>
internal sealed class LinkWriter(MessageLinks links, ShortLinks shortLinks, LinkKeys keys, TargetRegister targets, ILinkStore store, IOptions<MessageLinkOptions> options)
{
    private readonly MessageLinkOptions _options = options.Value;
    private readonly string _ownPages = options.Value.BaseUrl.TrimEnd('/') + "/";

    public async ValueTask<OutboundMessage> WriteAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Channel == MessageChannel.Email)
        {
            message = message.Category == MessageCategory.Marketing ? await WithUnsubscribeAsync(message, cancellationToken).ConfigureAwait(false) : message;
            return _options.TrackClicks && message.Content.Html is not null ? await WithTrackedLinksAsync(message, message.Content.Html, cancellationToken).ConfigureAwait(false) : message;
        }

        var isText = message.Channel == MessageChannel.Sms || message.Channel == MessageChannel.WhatsApp;
        return isText && _options.ShortenLinks && message.Content.Text is not null ? await WithShortLinksAsync(message, message.Content.Text, cancellationToken).ConfigureAwait(false) : message;
    }

    private async ValueTask<OutboundMessage> WithUnsubscribeAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var request = new LinkRequest
        {
            Purpose = LinkPurpose.Unsubscribe,
            Tenant = message.Tenant,
            RecipientId = message.RecipientId,
            RecipientType = message.RecipientType,
            Channel = message.Channel,
            Address = message.Address,
            Subject = message.Type,
            MessageId = message.Id,
            Locale = message.Locale,
        };
        var link = await links.CreateAsync(request, message.CreatedAt, cancellationToken).ConfigureAwait(false);
        return message with { Headers = UnsubscribeHeaders.Add(message.Headers, link, _options.UnsubscribeMailbox) };
    }

    private async ValueTask<OutboundMessage> WithTrackedLinksAsync(OutboundMessage message, string html, CancellationToken cancellationToken)
    {
        var found = HtmlLinkScanner.Find(html)
            .Select(link => (Link: link, Url: IsOwnPage(link.Url.Trim()) ? null : LinkUrl.Normalize(link.Url)))
            .Where(f => f.Url is not null)
            .ToList();
        if (found.Count == 0)
        {
            return message;
        }

        var end = message.CreatedAt + _options.RedirectLifetime;
        await targets.EnsureAsync(message.Tenant, found.Select(f => f.Url!), end, cancellationToken).ConfigureAwait(false);
        var result = new StringBuilder(html.Length + (found.Count * 64));
        var written = 0;
        foreach (var (link, url) in found)
        {
            var token = keys.Seal(TrackedLink.Purpose, new TrackedLink(LinkHash.OfTarget(message.Tenant, url!), message.Id, end).Write(), message.CreatedAt);
            result.Append(html, written, link.Start - written).Append(WebUtility.HtmlEncode($"{_ownPages}c/{token}"));
            written = link.Start + link.Length;
        }

        return message with { Content = message.Content with { Html = result.Append(html, written, html.Length - written).ToString() } };
    }

    private async ValueTask<OutboundMessage> WithShortLinksAsync(OutboundMessage message, string text, CancellationToken cancellationToken)
    {
        var key = keys.At(message.CreatedAt).Seal.Codes;
        var added = new List<RedirectTarget>();
        var shortened = TextLinks.Replace(text, url =>
        {
            if (url.Length <= shortLinks.Length || LinkUrl.Normalize(url) is not { } target)
            {
                return null;
            }

            // A page of our own, such as the one to unsubscribe, is no click to count.
            var code = ShortCode.For(key, message.Id, target);
            added.Add(shortLinks.ToTarget(code, target, message.Tenant, IsOwnPage(url) ? null : message.Id, message.CreatedAt + _options.RedirectLifetime));
            return shortLinks.ToText(code);
        });
        if (added.Count == 0)
        {
            return message;
        }

        await store.AddAsync([.. added.DistinctBy(t => t.Id)], cancellationToken).ConfigureAwait(false);
        return message with { Content = message.Content with { Text = shortened } };
    }

    private bool IsOwnPage(string url) => url.StartsWith(_ownPages, StringComparison.OrdinalIgnoreCase);
}
