namespace Messaging.Inbound;

/// <summary>Which inbound messages to list.</summary>
public sealed record InboundQuery
{
    /// <summary>The tenant. The default, <c>""</c>, is the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The channel, or null for all.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>Where they stand on their way to the handler, or null for all.</summary>
    public InboundState? State { get; init; }

    /// <summary>How many messages a page has, from 1 to 200. The default is 50.</summary>
    public int PageSize { get; init; } = 50;

    /// <summary>Where to go on: <see cref="InboundPage.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }
}
