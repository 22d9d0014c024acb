namespace Messaging.Storage;

/// <summary>Which days to count, of which tenant and channel.</summary>
public sealed record MessageCountQuery
{
    /// <summary>The most days of one query: 400.</summary>
    public const int MaxDays = 400;

    /// <summary>The tenant. The default, <c>""</c>, is the single tenant.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>The channel; null, the default, for each that has messages.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>The first day, in UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, in UTC, included.</summary>
    public required DateOnly To { get; init; }
}
