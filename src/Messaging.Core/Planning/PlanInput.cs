namespace Messaging.Planning;

/// <summary>Everything a plan depends on. Equal inputs give equal plans.</summary>
internal sealed record PlanInput
{
    /// <summary>What is asked for, already checked by <see cref="RequestRules"/>.</summary>
    public required MessageRequest Request { get; init; }

    /// <summary>The channels to plan: those of the request, or the defaults.</summary>
    public required IReadOnlyList<MessageChannel> Channels { get; init; }

    /// <summary>The language for recipients who have none.</summary>
    public required string DefaultLocale { get; init; }

    /// <summary>The zone for recipients who have none.</summary>
    public required string DefaultTimeZone { get; init; }

    /// <summary>How long messages of the request's category live.</summary>
    public required TimeSpan ExpiresAfter { get; init; }

    /// <summary>The hours to keep, by channel.</summary>
    public required IReadOnlyDictionary<MessageChannel, SendHours> SendHours { get; init; }

    /// <summary>The time of planning.</summary>
    public required DateTimeOffset Now { get; init; }
}
