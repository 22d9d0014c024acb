using Messaging.Channels;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Keeps the opt-outs and reads the words that ask for them.</summary>
internal sealed class OptOutBook(IReviewStore reviews, IContactStore store, ContactWriter writer, MessageIds ids) : IOptOuts
{
    private const string Keyword = "keyword";
    private const int MaxText = 1_000;
    private const int MaxReviews = 200;

    public Task OptOutAsync(Contact contact, MessageChannel channel, string source, string reason = "", CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(source, nameof(source), ContactTexts.MaxLabel);
        ContactTexts.Check(reason, nameof(reason), ContactTexts.MaxNote);
        var at = writer.Now;
        return writer.ChangeAsync(
            contact, Entry(ContactEntryKind.OptedOut, channel, source, reason, at), s => s.With(new OptOut(channel, at, source, reason)), always: false, cancellationToken);
    }

    public async Task<bool> OptInAsync(Contact contact, MessageChannel channel, string source, CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(source, nameof(source), ContactTexts.MaxLabel);
        var entry = Entry(ContactEntryKind.OptedIn, channel, source, "", writer.Now);
        return (await writer.ChangeAsync(contact, entry, s => s.WithoutOptOut(channel), always: false, cancellationToken).ConfigureAwait(false)).Entry is not null;
    }

    public async Task<OptOutMeaning> ReceiveAsync(InboundText text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = StorableText.Clean(text.Text, MaxText) ?? "";
        if (!ChannelAddress.TryNormalize(text.Channel, text.From, out _, out var problem))
        {
            throw new InvalidMessageException(nameof(text.From), problem);
        }

        var contact = Contact.Address(text.Channel, text.From, text.Tenant);
        var meaning = OptOutWords.Classify(said);
        switch (meaning)
        {
            case OptOutMeaning.OptOut:
                var saidAt = text.ReceivedAt is { } written && written < writer.Now ? written.ToUniversalTime() : writer.Now;
                await writer.ChangeAsync(
                    contact, Entry(ContactEntryKind.OptedOut, text.Channel, Keyword, "", saidAt), s => s.With(new OptOut(text.Channel, saidAt, Keyword, "")), always: false, cancellationToken).ConfigureAwait(false);
                break;
            case OptOutMeaning.OptIn:
                // Kept although there may be nothing to lift: a text that waits for a decision may be older.
                await writer.ChangeAsync(
                    contact, Entry(ContactEntryKind.OptedIn, text.Channel, Keyword, "", writer.Now), s => s.WithoutOptOut(text.Channel, text.ReceivedAt), always: true, cancellationToken).ConfigureAwait(false);
                break;
            case OptOutMeaning.Review:
                var review = new OptOutReview
                {
                    Id = ids.Next(),
                    TenantId = text.Tenant,
                    Channel = text.Channel,
                    ContactId = await writer.IdOfAsync(contact, cancellationToken).ConfigureAwait(false),
                    Text = said,
                    ReceivedAt = text.ReceivedAt?.ToUniversalTime() ?? writer.Now,
                };
                await reviews.AddAsync(review, cancellationToken).ConfigureAwait(false);
                break;
        }

        return meaning;
    }

    public Task<IReadOnlyList<OptOutReview>> ListReviewsAsync(string tenant = "", int limit = 50, CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(tenant, nameof(tenant), ContactTexts.MaxLabel);
        return limit is < 1 or > MaxReviews
            ? throw new InvalidMessageException(nameof(limit), $"Ask for 1 to {MaxReviews} texts.")
            : reviews.ListAsync(tenant, null, limit, cancellationToken);
    }

    public async Task<bool> DecideAsync(Guid id, bool isOptOut, string actor, string tenant = "", CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(actor, nameof(actor), ContactTexts.MaxLabel, required: true);
        ContactTexts.Check(tenant, nameof(tenant), ContactTexts.MaxLabel);
        if (await reviews.ListAsync(tenant, id, 1, cancellationToken).ConfigureAwait(false) is not [var review])
        {
            return false;
        }

        // The opt-out first: a crash in between leaves a text that can be decided once more. A START that came after the text is the later word.
        var contact = Contact.Hashed(review.ContactId, tenant);
        if (isOptOut && !await HasOptedInSinceAsync(review, cancellationToken).ConfigureAwait(false))
        {
            await OptOutAsync(contact, review.Channel, "review", $"decided by {actor}", cancellationToken).ConfigureAwait(false);
        }

        return await reviews.DecideAsync(review with { DecidedAt = writer.Now, DecidedBy = actor, IsOptOut = isOptOut }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> HasOptedInSinceAsync(OptOutReview review, CancellationToken cancellationToken) =>
        (await store.HistoryAsync(review.ContactId, MaxReviews, cancellationToken).ConfigureAwait(false))
            .Any(e => e.Kind == ContactEntryKind.OptedIn && e.At > review.ReceivedAt && (e.Channel.IsEmpty || e.Channel == review.Channel));

    private static ContactEntry Entry(ContactEntryKind kind, MessageChannel channel, string source, string proof, DateTimeOffset at) =>
        new() { Id = Guid.Empty, ContactId = Guid.Empty, Kind = kind, Channel = channel, At = at, Source = source, Proof = proof };
}
