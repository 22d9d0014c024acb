using System.ComponentModel.DataAnnotations;

namespace Messaging.Dispatching;

/// <summary>How messages are dispatched. The defaults suit a web application with one to a few nodes; change a value with <c>ConfigureDispatcher</c>.</summary>
public sealed class DispatcherOptions
{
    /// <summary>How many messages this process sends at the same time, including those whose result is not recorded yet. It bounds what is in doubt after a crash. The default is 64.</summary>
    [Range(1, 10_000)]
    public int MaxInFlight { get; set; } = 64;

    /// <summary>The most messages taken in one claim. The default is 100.</summary>
    [Range(1, 1_000)]
    public int ClaimSize { get; set; } = 100;

    /// <summary>How long an idle dispatcher waits before it looks again. New messages wake it before, those of other processes where <see cref="WakeUpHints"/> works; the poll finds every one. The default is one second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether processes on one database wake each other's dispatchers, where the store can: on PostgreSQL with <c>UsePostgreSql</c>. Without it, messages of other processes are found by polling.
    /// Holds for what this process sends and for what it hears. The default is true.
    /// </summary>
    public bool WakeUpHints { get; set; } = true;

    /// <summary>How long a connection is left alone when half of at least 20 calls within 30 seconds failed. After it, single calls are let through until one succeeds. The default is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CircuitBreak { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one call to a provider may take. After that its outcome is unknown. The default is 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a dispatcher shows a sign of life. The default is 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a sign of life others take over a dispatcher's messages. The default is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long before the end of its lease a dispatcher stops trusting it and cancels its own calls. The default is 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SafetyMargin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often each node looks for messages of vanished dispatchers, unproved and expired ones. The default is 5 seconds, spread by 20 %.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long a call of a live dispatcher counts as hung. The default is 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan HungAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stopping host lets running calls finish before it cancels them and records them as unknown. Must be shorter than the host's own shutdown time-out of 30 seconds. The default is 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// After how long without a sign of life of any dispatcher one that starts finds everything paused, if messages from before are due: as after restoring a backup, they may have been sent already.
    /// <see cref="IQueues.ResumeAsync"/> lets them go. Zero switches it off. The default is one hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan PauseAfterAbsence { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The waits before each repetition of a refused attempt, so their number is the number of retries. The default is 1, 5, 15 and 60 minutes; each is spread by 20 %.</summary>
    [Required]
    [MaxLength(20)]
    public IReadOnlyList<TimeSpan> RetryDelays { get; set; } =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];

    /// <summary>How long a message whose outcome is unknown waits for proof before it is sent again, where its category allows that. The default is 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ProofGrace { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After how long without proof a message that is never sent again ends as unknown. The default is 72 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan UnknownAfter { get; set; } = TimeSpan.FromHours(72);
}
