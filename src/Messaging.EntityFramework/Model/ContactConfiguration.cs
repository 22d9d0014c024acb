using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The tables of what is known about contacts.</summary>
internal static class ContactConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var contacts = new TableMap<ContactRow>(model, types, names, "contacts")
            .Key(c => c.Id)
            .Length(c => c.TenantId, 100)
            .Length(c => c.PersonType, 50)
            .Length(c => c.PersonId, 100);
        contacts.Entity.HasIndex(c => new { c.TenantId, c.UpdatedAt, c.Id }).HasFilter(
            types.IsSqlite ? $"{TableMap<ContactRow>.Column(nameof(ContactRow.IsSuppressed))} = 1" : TableMap<ContactRow>.Column(nameof(ContactRow.IsSuppressed)));

        var entries = new TableMap<ContactEntry>(model, types, names, "contact_entries")
            .Key(e => e.Id)
            .Length(e => e.TenantId, 100)
            .Length(e => e.Topic, 100)
            .Length(e => e.Source, 100)
            .Length(e => e.Actor, 100)
            .Length(e => e.Wording, 100)
            .Length(e => e.Proof, 400);
        entries.Entity.HasIndex(e => new { e.ContactId, e.Id });

        new TableMap<DailyCount>(model, types, names, "daily_counts").Key(c => new { c.ContactId, c.Day }).Entity.HasIndex(c => c.Day);

        var reviews = new TableMap<OptOutReview>(model, types, names, "opt_out_reviews")
            .Key(r => r.Id)
            .Length(r => r.TenantId, 100)
            .Length(r => r.DecidedBy, 100);
        reviews.Entity.HasIndex(r => new { r.TenantId, r.ReceivedAt, r.Id }).HasFilter($"{TableMap<OptOutReview>.Column(nameof(OptOutReview.DecidedAt))} IS NULL");
    }
}
