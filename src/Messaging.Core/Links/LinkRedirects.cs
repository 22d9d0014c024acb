using System.Globalization;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Tracking;
using Microsoft.Extensions.Logging;

namespace Messaging.Links;

/// <summary>Follows tracked and short links to their stored targets and counts the clicks.</summary>
internal sealed class LinkRedirects(LinkKeys keys, ILinkStore store, EventRecorder events, StoreClock clock, ILogger<LinkRedirects> logger) : ILinkRedirects
{
    private const string ProviderName = "links";

    public async Task<string?> FollowAsync(string? token, bool counts, CancellationToken cancellationToken = default)
    {
        if (keys.Open(TrackedLink.Purpose, token) is not { } payload)
        {
            return null;
        }

        var link = TrackedLink.Read(payload);
        return link.ExpiresAt <= clock.GetUtcNow() ? null : await FollowAsync(link.TargetId, link.MessageId, counts, cancellationToken).ConfigureAwait(false);
    }

    public Task<string?> FollowShortAsync(string? code, bool counts, CancellationToken cancellationToken = default) =>
        ShortCode.IsCode(code) ? FollowAsync(LinkHash.OfCode(code!), null, counts, cancellationToken) : Task.FromResult<string?>(null);

    private async Task<string?> FollowAsync(Guid targetId, Guid? messageId, bool counts, CancellationToken cancellationToken)
    {
        var target = await store.FindAsync(targetId, cancellationToken).ConfigureAwait(false);
        if (target is null || target.ExpiresAt <= clock.GetUtcNow() || LinkUrl.Normalize(target.Url) is not { } url)
        {
            return null;
        }

        if (counts && (messageId ?? target.MessageId) is { } id)
        {
            await CountAsync(id, targetId, cancellationToken).ConfigureAwait(false);
        }

        return url;
    }

    // One click per link and minute: what reloads or fetches twice is one person, and the table cannot be filled by calling a link again and again.
    private async Task CountAsync(Guid messageId, Guid targetId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            await events.RecordAsync(
                [
                    new MessageEvent
                    {
                        Provider = ProviderName,
                        EventKey = string.Create(CultureInfo.InvariantCulture, $"{messageId:N}.{targetId:N}.{now.ToUnixTimeSeconds() / 60}"),
                        DeliveryId = messageId,
                        Kind = MessageEventKind.Clicked,
                        OccurredAt = now,
                        ReceivedAt = now,
                    },
                ],
                cancellationToken).ConfigureAwait(false);
        }
        catch (MessageStoreException e)
        {
            // Nobody is kept from where they want to go because they could not be counted.
            Log.ClickNotRecorded(logger, messageId, e.GetType().Name);
        }
    }
}
