using Messaging.Preferences;
using Messaging.Storage;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of what is known about contacts.</summary>
internal static class ContactColumns
{
    public static Column<ContactRow>[] Contacts { get; } =
    [
        new(nameof(ContactRow.Id), ColumnKind.Guid, c => c.Id),
        new(nameof(ContactRow.TenantId), ColumnKind.Text, c => c.TenantId),
        new(nameof(ContactRow.PersonType), ColumnKind.Text, c => c.PersonType),
        new(nameof(ContactRow.PersonId), ColumnKind.Text, c => c.PersonId),
        new(nameof(ContactRow.Version), ColumnKind.Int64, c => c.Version),
        new(nameof(ContactRow.IsSuppressed), ColumnKind.Boolean, c => c.IsSuppressed),
        new(nameof(ContactRow.State), ColumnKind.Text, c => c.State),
        new(nameof(ContactRow.UpdatedAt), ColumnKind.Time, c => c.UpdatedAt),
    ];

    public static Column<ContactEntry>[] Entries { get; } =
    [
        new(nameof(ContactEntry.Id), ColumnKind.Guid, e => e.Id),
        new(nameof(ContactEntry.ContactId), ColumnKind.Guid, e => e.ContactId),
        new(nameof(ContactEntry.TenantId), ColumnKind.Text, e => e.TenantId),
        new(nameof(ContactEntry.Kind), ColumnKind.Int16, e => (short)e.Kind),
        new(nameof(ContactEntry.Channel), ColumnKind.Text, e => e.Channel.Value),
        new(nameof(ContactEntry.Topic), ColumnKind.Text, e => e.Topic),
        new(nameof(ContactEntry.At), ColumnKind.Time, e => e.At),
        new(nameof(ContactEntry.Source), ColumnKind.Text, e => e.Source),
        new(nameof(ContactEntry.Actor), ColumnKind.Text, e => e.Actor),
        new(nameof(ContactEntry.Wording), ColumnKind.Text, e => e.Wording),
        new(nameof(ContactEntry.Proof), ColumnKind.Text, e => e.Proof),
    ];

    public static Column<OptOutReview>[] Reviews { get; } =
    [
        new(nameof(OptOutReview.Id), ColumnKind.Guid, r => r.Id),
        new(nameof(OptOutReview.TenantId), ColumnKind.Text, r => r.TenantId),
        new(nameof(OptOutReview.Channel), ColumnKind.Text, r => r.Channel.Value),
        new(nameof(OptOutReview.ContactId), ColumnKind.Guid, r => r.ContactId),
        new(nameof(OptOutReview.Text), ColumnKind.Text, r => r.Text),
        new(nameof(OptOutReview.ReceivedAt), ColumnKind.Time, r => r.ReceivedAt),
        new(nameof(OptOutReview.DecidedAt), ColumnKind.Time, r => r.DecidedAt),
        new(nameof(OptOutReview.DecidedBy), ColumnKind.Text, r => r.DecidedBy),
        new(nameof(OptOutReview.IsOptOut), ColumnKind.Boolean, r => r.IsOptOut),
    ];
}
