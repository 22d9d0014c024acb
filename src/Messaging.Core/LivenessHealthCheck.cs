using Messaging.Dispatching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Fails only when the dispatcher's own code has come to rest, which a restart cures. A database or provider that is down does not matter here: restarting would help nobody.</summary>
internal sealed class LivenessHealthCheck(IServiceProvider services, IOptions<MessagingOptions> messaging) : IHealthCheck
{
    // Far beyond the time-outs of every database command within a heartbeat.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (messaging.Value.SendOnly)
        {
            return HealthCheckResult.Healthy(ReadinessHealthCheck.SendOnly);
        }

        var health = services.GetRequiredService<DispatcherWatch>().Read();
        if (health.HasFailed)
        {
            return HealthCheckResult.Unhealthy("The dispatcher has ended by itself.");
        }

        return health.IsStarted && health.RoundAge > Longest
            ? HealthCheckResult.Unhealthy($"The heartbeat has not come round for more than {Longest.TotalMinutes} minutes.")
            : HealthCheckResult.Healthy("The dispatcher's loop runs.");
    }
}
