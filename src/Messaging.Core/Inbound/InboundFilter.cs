namespace Messaging.Inbound;

/// <summary>Which inbound messages a store returns. All that are set must hold.</summary>
public sealed record InboundFilter
{
    /// <summary>The tenant, or null for all.</summary>
    public string? Tenant { get; init; }

    /// <summary>The message.</summary>
    public Guid? Id { get; init; }

    /// <summary>The provider and its key.</summary>
    public (string Provider, string EventKey)? Key { get; init; }

    /// <summary>The writer's identity.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>The host's key of the writer.</summary>
    public string? RecipientId { get; init; }

    /// <summary>What the key refers to.</summary>
    public string? RecipientType { get; init; }

    /// <summary>The channel.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>Where it stands.</summary>
    public InboundState? State { get; init; }

    /// <summary>Waiting and due by this time: then those that are due longest come first, else the newest.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Lays the filter and its order over rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="after">The time and id of the last message of the page before, or null for the first page.</param>
    public IQueryable<InboundMessage> Apply(IQueryable<InboundMessage> rows, (DateTimeOffset ReceivedAt, Guid Id)? after)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows = Tenant is { } tenant ? rows.Where(i => i.TenantId == tenant) : rows;
        rows = Id is { } id ? rows.Where(i => i.Id == id) : rows;
        rows = ContactId is { } contact ? rows.Where(i => i.ContactId == contact) : rows;
        rows = RecipientId is { } recipient ? rows.Where(i => i.RecipientId == recipient) : rows;

        // The index holds no empty id, and a plan made before the value is known may use it only if told that the value is none.
        rows = RecipientId is { Length: > 0 } ? rows.Where(i => i.RecipientId != "") : rows;
        rows = RecipientType is { } type ? rows.Where(i => i.RecipientType == type) : rows;
        rows = Channel is { } channel ? rows.Where(i => i.Channel == channel) : rows;
        rows = State is { } state ? rows.Where(i => i.State == state) : rows;
        if (Key is var (provider, key))
        {
            rows = rows.Where(i => i.Provider == provider && i.EventKey == key);
        }

        if (DueBefore is { } due)
        {
            return rows.Where(i => i.State == InboundState.Waiting && i.DueAt <= due).OrderBy(i => i.DueAt);
        }

        if (after is var (lastAt, lastId))
        {
            rows = rows.Where(i => i.ReceivedAt < lastAt || (i.ReceivedAt == lastAt && i.Id.CompareTo(lastId) < 0));
        }

        return rows.OrderByDescending(i => i.ReceivedAt).ThenByDescending(i => i.Id);
    }
}
