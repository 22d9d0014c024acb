using Messaging.Preferences;

namespace Messaging.Contacts;

/// <summary>Keeps the ledger of consents.</summary>
internal sealed class ConsentBook(ContactWriter writer) : IConsents
{
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(5);

    public async Task<ContactEntry> RecordAsync(ConsentChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var now = writer.Now;
        Check(change, now);
        var at = change.At is { } given && given < now ? given.ToUniversalTime() : now;
        var entry = new ContactEntry
        {
            Id = Guid.Empty,
            ContactId = Guid.Empty,
            Kind = change.Action switch
            {
                ConsentAction.Grant => ContactEntryKind.ConsentGranted,
                ConsentAction.Withdraw => ContactEntryKind.ConsentWithdrawn,
                _ => ContactEntryKind.ConsentRequested,
            },
            Channel = change.Channel,
            Topic = change.Topic,
            At = at,
            Source = change.Source,
            Actor = change.Actor,
            Wording = change.Wording,
            Proof = change.Proof,
        };
        var consent = new Consent(change.Action, change.Channel, change.Topic, at, change.Source, change.Wording);
        var (_, made) = await writer.ChangeAsync(change.Contact, entry, s => s.With(consent), always: true, cancellationToken).ConfigureAwait(false);
        return made!;
    }

    public async Task<bool> IsGrantedAsync(Contact contact, MessageChannel channel, string topic = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var state = await writer.ReadAsync(contact, cancellationToken).ConfigureAwait(false);
        return ContactPolicy.Latest(channel, topic, state, null) is { Action: ConsentAction.Grant };
    }

    public async Task<IReadOnlyList<Consent>> ListAsync(Contact contact, CancellationToken cancellationToken = default) =>
        [.. (await writer.ReadAsync(contact, cancellationToken).ConfigureAwait(false)).Consents.OrderByDescending(c => c.At)];

    private static void Check(ConsentChange change, DateTimeOffset now)
    {
        var isGrant = change.Action == ConsentAction.Grant;
        if (!Enum.IsDefined(change.Action))
        {
            throw new InvalidMessageException(nameof(change.Action), "This is not an action.");
        }

        if (change.At > now + ClockDifference)
        {
            throw new InvalidMessageException(nameof(change.At), "A consent cannot be recorded before it was given.");
        }

        if (isGrant && (string.IsNullOrWhiteSpace(change.Source) || string.IsNullOrWhiteSpace(change.Wording)))
        {
            throw new InvalidMessageException(
                string.IsNullOrWhiteSpace(change.Source) ? nameof(change.Source) : nameof(change.Wording),
                "A grant is proved by where it was given, such as Source = \"signup-form\", and by the version of the words agreed to, such as Wording = \"2026-11\".");
        }

        ContactTexts.Check(change.Source, nameof(change.Source), ContactTexts.MaxLabel);
        ContactTexts.Check(change.Wording, nameof(change.Wording), ContactTexts.MaxLabel);
        ContactTexts.Check(change.Topic, nameof(change.Topic), ContactTexts.MaxLabel);
        ContactTexts.Check(change.Actor, nameof(change.Actor), ContactTexts.MaxLabel);
        ContactTexts.Check(change.Proof, nameof(change.Proof), ContactTexts.MaxNote);
    }
}
