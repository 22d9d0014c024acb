using System.Globalization;
using Messaging.Links;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Tracking;
using Microsoft.Extensions.Options;

namespace Messaging.Pages;

/// <summary>Unsubscribes: at once when a mail program posts (RFC 8058), and by a button when somebody opens the link.</summary>
internal sealed class UnsubscribeEndpoint(IMessageLinks links, IConsents consents, EventRecorder events, TimeProvider time, IOptions<LinkPageOptions> options) : ILinkEndpoint
{
    private const string ScopeField = "scope";
    private const string ThisScope = "this";
    private const string AllScope = "all";
    private const string OneClickField = "List-Unsubscribe";
    private const string OneClickValue = "One-Click";
    private const string OneClickSource = "one-click";
    private const string PageSource = "unsubscribe-page";
    private const string EventSource = "links";

    private readonly PageFrame _frame = new(options.Value.SenderName);

    public async Task<LinkAnswer> GetAsync(LinkVisit visit)
    {
        var check = await links.CheckAsync(LinkPurpose.Unsubscribe, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        return check.IsValid ? LinkAnswer.Of(Question(visit.TextsFor(check.Claims), check.Claims)) : LinkRefusal.Of(check.Outcome, visit, _frame);
    }

    public async Task<LinkAnswer> PostAsync(LinkVisit visit)
    {
        var check = await links.CheckAsync(LinkPurpose.Unsubscribe, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        if (!check.IsValid)
        {
            return LinkRefusal.Of(check.Outcome, visit, _frame);
        }

        var texts = visit.TextsFor(check.Claims);
        var form = await visit.ReadFormAsync().ConfigureAwait(false);
        var isOneClick = form?.TryGetValue(OneClickField, out var value) == true && string.Equals(value, OneClickValue, StringComparison.OrdinalIgnoreCase);
        var scope = isOneClick ? ThisScope : form?.GetValueOrDefault(ScopeField).ToString();
        if (scope is not (ThisScope or AllScope))
        {
            return LinkRefusal.BadForm(texts, _frame);
        }

        var isAll = scope == AllScope;
        await WithdrawAsync(check.Claims, isAll, isOneClick ? OneClickSource : PageSource, visit.Aborted).ConfigureAwait(false);
        return LinkAnswer.Of(_frame.Notice(texts, texts.UnsubscribedTitle, isAll ? texts.UnsubscribedAll : Said(texts, check.Claims, texts.UnsubscribedTopic, texts.UnsubscribedKind, texts.UnsubscribedChannel)));
    }

    private async Task WithdrawAsync(LinkClaims claims, bool isAll, string source, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var contact in LinkContacts.Of(claims))
        {
            var change = new ConsentChange
            {
                Contact = contact,
                Action = ConsentAction.Withdraw,
                Channel = isAll ? default : claims.Channel,
                Topic = isAll ? "" : claims.Subject,
                Source = source,
                Proof = claims.MessageId is { } message ? message.ToString("N") : "",
            };
            await consents.RecordAsync(change, cancellationToken).ConfigureAwait(false);
        }

        if (claims.MessageId is { } id)
        {
            var report = new MessageEvent
            {
                Provider = EventSource,
                EventKey = string.Create(CultureInfo.InvariantCulture, $"{id:N}.unsubscribed"),
                DeliveryId = id,
                Kind = MessageEventKind.Unsubscribed,
                OccurredAt = now,
                ReceivedAt = now,
            };
            await events.RecordAsync([report], cancellationToken).ConfigureAwait(false);
        }
    }

    private Html Question(PageTexts texts, LinkClaims claims) => _frame.Page(texts, texts.UnsubscribeTitle, Html.Of($"""
        <p>{Said(texts, claims, texts.UnsubscribeTopic, texts.UnsubscribeKind, texts.UnsubscribeChannel)}</p>
        <form method="post">
        <div class="actions">
        <button name="{ScopeField}" value="{ThisScope}">{texts.UnsubscribeButton}</button>
        <button class="second" name="{ScopeField}" value="{AllScope}">{texts.UnsubscribeAllButton}</button>
        </div>
        </form>
        <p class="note">{texts.UnsubscribeNote}</p>
        """));

    // By the title of the topic where the host gave one; a bare name of a message type tells people nothing.
    private string Said(PageTexts texts, LinkClaims claims, string topic, string kind, string channel)
    {
        if (claims.Subject.Length == 0)
        {
            return string.Format(CultureInfo.InvariantCulture, channel, texts.NameOf(claims.Channel));
        }

        var known = options.Value.Topics.FirstOrDefault(t => string.Equals(t.Name, claims.Subject, StringComparison.Ordinal));
        return known is null ? kind : string.Format(CultureInfo.InvariantCulture, topic, known.TitleIn(texts.Language));
    }
}
