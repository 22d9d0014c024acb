using System.Globalization;
using Messaging.Dispatching;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging;

/// <summary>What is wrong with a dispatcher, and how much. A pure function; <c>docs/health.md</c> lists the rules.</summary>
internal static class HealthRules
{
    /// <summary>Judges what is known of a dispatcher.</summary>
    /// <returns>Each thing that is wrong, with what to do about it; nothing when all is well.</returns>
    public static IEnumerable<(HealthStatus Status, string Reason)> Judge(DispatcherHealth health, MessagingHealthOptions options, DispatcherOptions dispatcher) =>
        health.HasFailed ? [(HealthStatus.Unhealthy, "The dispatcher has ended by itself. Restart the process.")]
        : health.IsStarted ? [.. OfTheStore(health, options, dispatcher), .. OfTheQueue(health, options, dispatcher), .. OfConnections(health)]
        : [(HealthStatus.Degraded, "The dispatcher is not running: the host is starting or stopping.")];

    private static IEnumerable<(HealthStatus, string)> OfTheStore(DispatcherHealth health, MessagingHealthOptions options, DispatcherOptions dispatcher)
    {
        if (health.HeartbeatAge > dispatcher.LeaseDuration)
        {
            yield return (HealthStatus.Unhealthy, $"The database has not confirmed the dispatcher's lease for {Text(health.HeartbeatAge)}, longer than LeaseDuration; others take its messages over.");
        }
        else if (!health.HasLease)
        {
            yield return (HealthStatus.Degraded, "The dispatcher has no lease now, and claims nothing until it has.");
        }

        if (health.Outage is { } outage)
        {
            yield return (HealthStatus.Degraded, string.Create(CultureInfo.InvariantCulture, $"The database has been failing since {outage.Since:O}. {outage.Reason}").TrimEnd());
        }

        if (!health.IsClockSteady || health.ClockOffset.Duration() > options.ClockOffsetDegraded)
        {
            yield return (HealthStatus.Degraded, $"The clocks of this process and of the database are {Text(health.ClockOffset.Duration())} apart{(health.IsClockSteady ? "" : " and move, so nothing is claimed")}. Synchronise them.");
        }

        if (health.IsPollingOnly)
        {
            yield return (HealthStatus.Degraded, "What other processes commit is found by polling only, up to PollInterval late: the connection that listens does not hear.");
        }

        if (health.FailingJanitors.Count > 0)
        {
            yield return (HealthStatus.Degraded, $"Parts of the sweep fail: {string.Join(", ", health.FailingJanitors)}. See JanitorFailed in the log.");
        }
    }

    // Since the last look there may be what nobody has seen: it counts as waiting, but for the time that an idle dispatcher sleeps.
    private static IEnumerable<(HealthStatus, string)> OfTheQueue(DispatcherHealth health, MessagingHealthOptions options, DispatcherOptions dispatcher)
    {
        if (health.IsPausedAfterRestore)
        {
            yield return (HealthStatus.Degraded, "Everything is paused, since this looked like a restored backup. Look at what is queued, then call IQueues.ResumeAsync(QueueScope.Everything).");
        }
        else if (health.IsPaused)
        {
            yield return (HealthStatus.Degraded, "Everything is paused, and nothing is sent until the pause ends or IQueues.ResumeAsync(QueueScope.Everything) is called.");
        }

        var unseen = health.LookAge - dispatcher.PollInterval;
        var (waiting, what) = health.OldestDue >= unseen ? (health.OldestDue, "A message that is due has been waiting for") : (unseen, "What is due has not been looked for in");
        if (waiting > options.OldestDueDegraded)
        {
            yield return (waiting > options.OldestDueUnhealthy ? HealthStatus.Unhealthy : HealthStatus.Degraded, $"{what} {Text(waiting)}.");
        }
    }

    private static IEnumerable<(HealthStatus, string)> OfConnections(DispatcherHealth health)
    {
        if (health.Misconfigured.Count > 0)
        {
            yield return (HealthStatus.Unhealthy, $"Credentials or set-up of these connections were refused: {string.Join(", ", health.Misconfigured)}.");
        }

        if (health.Broken.Count > 0)
        {
            yield return (HealthStatus.Degraded, $"Too many calls of these connections failed, and they are left alone for a while: {string.Join(", ", health.Broken)}.");
        }
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
