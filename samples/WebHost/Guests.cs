using Messaging;

namespace WebHost;

/// <summary>The people of this application. A real one would ask its database.</summary>
internal sealed class Guests : IRecipientSource
{
    public static IReadOnlyList<Recipient> All { get; } =
    [
        new() { Id = "anna", Type = "guest", Name = "Anna Berg", Email = "anna@example.org", Phone = "+491701234567", Locale = "de", TimeZone = "Europe/Berlin" },
        new() { Id = "lan", Type = "guest", Name = "Lan Nguyễn", Email = "lan@example.org", Phone = "+84901234567", Locale = "vi", TimeZone = "Asia/Ho_Chi_Minh" },
        new() { Id = "marie", Type = "guest", Name = "Marie Roux", Email = "marie@example.org", Locale = "fr", TimeZone = "Europe/Paris" },
        new() { Id = "joe", Type = "guest", Name = "Joe Smith", Phone = "+12025550123", Locale = "en", TimeZone = "America/New_York" },
    ];

    public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken)
    {
        var found = query.Type == "role"
            ? query.Ids.Where(id => id == "all_guests").ToDictionary(id => id, _ => All)
            : All.Where(g => query.Ids.Contains(g.Id)).ToDictionary(g => g.Id, IReadOnlyList<Recipient> (g) => [g]);
        return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>>(found);
    }
}
