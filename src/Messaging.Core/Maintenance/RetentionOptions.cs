namespace Messaging.Maintenance;

/// <summary>How long messages and what belongs to them are kept. Only what has ended is ever deleted. Change a value with <c>ConfigureRetention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How long addresses, data, bodies and attachments are kept, from a day up. Without them a message can be neither sent again nor requeued, and a reply to it does not find it. Null keeps them
    /// as long as their message. The default is 30 days.
    /// </summary>
    public TimeSpan? Contents { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long messages that have ended are kept, with their attempts, decisions and reports: at least nine days, since a repeated request is answered from them for eight. Null keeps them for
    /// ever. The default is 400 days.
    /// </summary>
    public TimeSpan? Messages { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long reports of providers are kept: at least eight days, for which providers may repeat them. Null keeps them as long as their message. The default is 90 days.</summary>
    public TimeSpan? Events { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Tenants whose rows are kept for other times. The default is none.</summary>
    public Dictionary<string, RetentionPeriods> Tenants { get; set; } = new Dictionary<string, RetentionPeriods>(StringComparer.Ordinal);

    /// <summary>Whether the store drops messages by whole months, so that deleting single ones begins only where a month cannot be dropped. Set by the store.</summary>
    internal bool ByMonths { get; set; }

    /// <summary>The times of every tenant that is not named.</summary>
    internal RetentionPeriods Default => new() { Contents = Contents, Messages = Messages, Events = Events };

    /// <summary>The longest time that messages of any tenant are kept, or null for ever.</summary>
    internal TimeSpan? LongestMessages =>
        Messages is null || Tenants.Values.Any(t => t.Messages is null) ? null : Tenants.Values.Select(t => t.Messages!.Value).Append(Messages.Value).Max();
}
