using Messaging.Channels;
using Messaging.Contacts;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Tracking;

/// <summary>What every text that comes in means for its writer: words such as STOP are obeyed, and the time is noted, which opens a conversation window.</summary>
internal sealed class InboundWords(IOptOuts optOuts, IReviewStore reviews, MessageIds ids, ContactWriter writer)
{
    // Of an email only its own first words count, not what it quotes.
    private const int MostWords = 160;

    /// <summary>Obeys and notes a text.</summary>
    /// <returns>What it was taken for, and the writer's identity; none for an address that is none of its channel.</returns>
    public async Task<(OptOutMeaning Meaning, Guid? ContactId)> ObeyAsync(string tenant, WebhookMessage message, CancellationToken cancellationToken)
    {
        if (!ChannelAddress.TryNormalize(message.Channel, message.From, out _, out _))
        {
            return (OptOutMeaning.None, null);
        }

        var now = writer.Now;
        var at = message.ReceivedAt < now ? message.ReceivedAt : now;
        var contact = Contact.Address(message.Channel, message.From, tenant);
        var meaning = message.Channel == MessageChannel.Email
            ? await ReviewAsync(contact, message, at, cancellationToken).ConfigureAwait(false)
            : await optOuts.ReceiveAsync(
                new InboundText { Channel = message.Channel, From = message.From, Text = message.Text, Tenant = tenant, ReceivedAt = at }, cancellationToken).ConfigureAwait(false);
        var to = StorableText.Clean(message.To, 255)!;
        await writer.ChangeAsync(contact, null, s => s.WithInbound(message.Channel, to, at), always: false, cancellationToken).ConfigureAwait(false);
        return (meaning, await writer.IdOfAsync(contact, cancellationToken).ConfigureAwait(false));
    }

    // Anybody can write any name as the sender of an email, so a person decides. Unsubscribing by email has its signed links.
    private async Task<OptOutMeaning> ReviewAsync(Contact contact, WebhookMessage message, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var own = string.Join('\n', message.Text.Split('\n').TakeWhile(l => !l.StartsWith('>')).Take(5)).Trim();
        if (own.Length > MostWords || OptOutWords.Classify(own) is not (OptOutMeaning.OptOut or OptOutMeaning.Review))
        {
            return OptOutMeaning.None;
        }

        var review = new OptOutReview
        {
            Id = ids.Next(),
            TenantId = contact.Tenant,
            Channel = MessageChannel.Email,
            ContactId = await writer.IdOfAsync(contact, cancellationToken).ConfigureAwait(false),
            Text = StorableText.Clean(own, MostWords)!,
            ReceivedAt = at,
        };
        await reviews.AddAsync(review, cancellationToken).ConfigureAwait(false);
        return OptOutMeaning.Review;
    }
}
