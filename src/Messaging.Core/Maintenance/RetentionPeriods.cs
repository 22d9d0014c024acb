namespace Messaging.Maintenance;

/// <summary>How long the messages of a tenant are kept, where it differs from <see cref="RetentionOptions"/>.</summary>
public sealed record RetentionPeriods
{
    /// <summary>How long addresses, data, bodies and attachments are kept. Null keeps them as long as their message. The default is 30 days.</summary>
    public TimeSpan? Contents { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long messages that have ended are kept, with their attempts, decisions and reports. Null keeps them for ever. The default is 400 days.</summary>
    public TimeSpan? Messages { get; init; } = TimeSpan.FromDays(400);

    /// <summary>How long reports of providers are kept. Null keeps them as long as their message. The default is 90 days.</summary>
    public TimeSpan? Events { get; init; } = TimeSpan.FromDays(90);
}
