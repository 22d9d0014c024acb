using System.ComponentModel.DataAnnotations;

namespace Messaging;

/// <summary>When the health check of messaging says degraded, and when unhealthy. Changed where the check is added: <c>AddHealthChecks().AddMessaging(o => ...)</c>.</summary>
public sealed class MessagingHealthOptions
{
    /// <summary>How long the oldest message that is due may wait to be claimed before health is degraded. The default is one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan OldestDueDegraded { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it may wait before messaging is unhealthy. The default is ten minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan OldestDueUnhealthy { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How far the clocks of this process and of the database may be apart before health is degraded. The default is two seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan ClockOffsetDegraded { get; set; } = TimeSpan.FromSeconds(2);
}
