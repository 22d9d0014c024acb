using System.Globalization;
using Messaging.Dispatching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Tells whether messages leave this process in time. Asks nobody anything: it reads what the dispatcher noted in its work.</summary>
internal sealed class ReadinessHealthCheck(
    IServiceProvider services, IOptions<MessagingOptions> messaging, IOptions<DispatcherOptions> dispatcher, IOptions<MessagingHealthOptions> options) : IHealthCheck
{
    public const string SendOnly = "This process stores messages and sends none.";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (messaging.Value.SendOnly)
        {
            return Task.FromResult(HealthCheckResult.Healthy(SendOnly));
        }

        var health = services.GetRequiredService<DispatcherWatch>().Read();
        var found = HealthRules.Judge(health, options.Value, dispatcher.Value).ToList();
        var status = found.Count == 0 ? HealthStatus.Healthy : found.Min(f => f.Status);
        var description = found.Count == 0 ? Dispatched(health.Pauses) : string.Join(" ", found.OrderBy(f => f.Status).Select(f => f.Reason));
        return Task.FromResult(new HealthCheckResult(status, description, data: DataOf(health)));
    }

    private static string Dispatched(int pauses) =>
        pauses == 0 ? "Messages are dispatched." : string.Create(CultureInfo.InvariantCulture, $"Messages are dispatched, but for what is paused: IQueues.ListAsync names it ({pauses}).");

    // Figures, names of connections and of janitors: never an address or a secret.
    private static Dictionary<string, object> DataOf(DispatcherHealth health) => new(StringComparer.Ordinal)
    {
        ["lease"] = health.HasLease,
        ["heartbeatAge"] = Seconds(health.HeartbeatAge),
        ["clockOffset"] = Seconds(health.ClockOffset),
        ["oldestDueAge"] = Seconds(health.OldestDue),
        ["lookAge"] = Seconds(health.LookAge),
        ["storeDownSince"] = health.Outage?.Since.ToString("O", CultureInfo.InvariantCulture) ?? "",
        ["inFlight"] = health.InFlight,
        ["slots"] = health.Slots,
        ["misconfiguredConnections"] = string.Join(", ", health.Misconfigured),
        ["brokenConnections"] = string.Join(", ", health.Broken),
        ["troubledTenantConnections"] = health.TroubledOfTenants,
        ["failingJanitors"] = string.Join(", ", health.FailingJanitors),
        ["pollingOnly"] = health.IsPollingOnly,
        ["pausedAfterRestore"] = health.IsPausedAfterRestore,
        ["pauses"] = health.Pauses,
    };

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
