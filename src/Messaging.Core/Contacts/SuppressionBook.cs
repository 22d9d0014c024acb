using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.Contacts;

/// <summary>Keeps the suppressions.</summary>
internal sealed class SuppressionBook(IContactStore store, ContactWriter writer) : ISuppressions
{
    private const int MaxPageSize = 200;

    public async Task<bool> ReportAsync(SuppressionReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(report.Contact, nameof(report));
        if (!Enum.IsDefined(report.Reason))
        {
            throw new InvalidMessageException(nameof(report.Reason), "This is not a reason.");
        }

        ContactTexts.Check(report.Source, nameof(report.Source), ContactTexts.MaxLabel);
        ContactTexts.Check(report.Actor, nameof(report.Actor), ContactTexts.MaxLabel);
        ContactTexts.Check(report.Note, nameof(report.Note), ContactTexts.MaxNote);
        var channel = report.Channel.IsEmpty && IsOfChannel(report.Reason) ? report.Contact.Channel : report.Channel;
        var at = report.At?.ToUniversalTime() is { } given && given < writer.Now ? given : writer.Now;
        var entry = new ContactEntry
        {
            Id = Guid.Empty,
            ContactId = Guid.Empty,
            Kind = report.Reason == SuppressionReason.SoftBounce ? ContactEntryKind.SoftBounced : ContactEntryKind.Suppressed,
            Channel = channel,
            At = at,
            Source = report.Source,
            Actor = report.Actor,
            Wording = report.Reason.ToString(),
            Proof = report.Note,
        };
        var (state, _) = await writer.ChangeAsync(
            report.Contact,
            entry,
            s => report.Reason == SuppressionReason.SoftBounce ? s.WithSoftBounce(channel, at, report.Source) : s.With(new SuppressionMark(channel, report.Reason, at, null, report.Source)),
            always: false,
            cancellationToken).ConfigureAwait(false);
        return state.Suppressions.Any(m => m.Reason == report.Reason && m.Channel == channel && (m.Until is not { } until || until > writer.Now));
    }

    public async Task<bool> ReleaseAsync(Contact contact, string reason, string actor, CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(reason, nameof(reason), ContactTexts.MaxNote, required: true);
        ContactTexts.Check(actor, nameof(actor), ContactTexts.MaxLabel, required: true);
        var entry = new ContactEntry
        {
            Id = Guid.Empty, ContactId = Guid.Empty, Kind = ContactEntryKind.Released, At = writer.Now, Source = "operator", Actor = actor, Proof = reason,
        };
        return (await writer.ChangeAsync(contact, entry, s => s.WithoutSuppressions(), always: false, cancellationToken).ConfigureAwait(false)).Entry is not null;
    }

    public async Task<IReadOnlyList<Suppression>> FindAsync(Contact contact, CancellationToken cancellationToken = default)
    {
        var id = await writer.IdOfAsync(contact, cancellationToken).ConfigureAwait(false);
        return [.. Standing(id, await writer.ReadAsync(contact, cancellationToken).ConfigureAwait(false))];
    }

    public async Task<SuppressionPage> ListAsync(string tenant = "", int pageSize = 50, string? cursor = null, CancellationToken cancellationToken = default)
    {
        ContactTexts.Check(tenant, nameof(tenant), ContactTexts.MaxLabel);
        if (pageSize is < 1 or > MaxPageSize)
        {
            throw new InvalidMessageException(nameof(pageSize), $"A page has 1 to {MaxPageSize} contacts.");
        }

        var rows = await store.ListSuppressedAsync(tenant, PageCursor.Parse(cursor), pageSize + 1, cancellationToken).ConfigureAwait(false);
        var next = rows.Count > pageSize ? PageCursor.ToText(rows[pageSize - 1].UpdatedAt, rows[pageSize - 1].Id) : null;
        return new SuppressionPage([.. rows.Take(pageSize).SelectMany(r => Standing(r.Id, ContactState.Parse(r.State)))], next);
    }

    private static bool IsOfChannel(SuppressionReason reason) => reason is SuppressionReason.HardBounce or SuppressionReason.SoftBounce or SuppressionReason.Complaint;

    private IEnumerable<Suppression> Standing(Guid id, ContactState state) =>
        state.Suppressions.Where(m => m.Until is not { } until || until > writer.Now).Select(m => new Suppression(id, m.Channel, m.Reason, m.At, m.Until, m.Source));
}
