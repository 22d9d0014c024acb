using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Checks what holds between the values of <see cref="DispatcherOptions"/>.</summary>
internal sealed class DispatcherOptionsRules : IValidateOptions<DispatcherOptions>
{
    /// <summary>What must be left of a lease, beyond the provider's time-out, for a call to begin.</summary>
    public static readonly TimeSpan StartReserve = TimeSpan.FromSeconds(2);

    public ValidateOptionsResult Validate(string? name, DispatcherOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        if (options.LeaseDuration < 4 * options.HeartbeatInterval)
        {
            failures.AddError(
                $"LeaseDuration ({options.LeaseDuration}) must be at least four times HeartbeatInterval ({options.HeartbeatInterval}), or a single slow heartbeat loses the lease.");
        }

        var usable = options.LeaseDuration - options.SafetyMargin - options.HeartbeatInterval;
        if (options.ProviderTimeout + StartReserve > usable)
        {
            failures.AddError(
                $"ProviderTimeout ({options.ProviderTimeout}) plus {StartReserve} must fit into LeaseDuration - SafetyMargin - HeartbeatInterval ({usable}), or a call could outlive its lease. "
                + "Raise LeaseDuration or lower ProviderTimeout.");
        }

        if (options.RetryDelays?.Any(d => d < TimeSpan.Zero || d > TimeSpan.FromDays(7)) == true)
        {
            failures.AddError("RetryDelays must lie between zero and seven days.");
        }

        return failures.Build();
    }
}
