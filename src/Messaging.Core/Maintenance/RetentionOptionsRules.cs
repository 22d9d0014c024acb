using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Checks that nothing is deleted that is still needed, and that nothing is to be kept longer than what it hangs on.</summary>
internal sealed class RetentionOptionsRules : IValidateOptions<RetentionOptions>
{
    private static readonly TimeSpan ShortestContents = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestMessages = Pruner.Memory + TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, RetentionOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        Check(failures, "", options.Default);
        if (options.Tenants is null)
        {
            failures.AddError("Tenants must not be null. Leave it empty when all tenants are kept alike.");
        }

        foreach (var (tenant, periods) in options.Tenants ?? [])
        {
            if (periods is null)
            {
                failures.AddError($"Tenants[\"{tenant}\"] must not be null. Remove the entry, or give its periods.");
            }
            else
            {
                Check(failures, $"Tenants[\"{tenant}\"].", periods);
            }
        }

        return failures.Build();
    }

    private static void Check(ValidateOptionsResultBuilder failures, string prefix, RetentionPeriods periods)
    {
        if (periods.Contents < ShortestContents)
        {
            failures.AddError($"{prefix}Contents ({periods.Contents}) must be at least a day.");
        }

        if (periods.Messages < ShortestMessages)
        {
            failures.AddError($"{prefix}Messages ({periods.Messages}) must be at least {ShortestMessages.TotalDays} days, since repeated requests are answered from them.");
        }

        if (periods.Events < Pruner.Memory)
        {
            failures.AddError($"{prefix}Events ({periods.Events}) must be at least {Pruner.Memory.TotalDays} days, since providers repeat reports for so long.");
        }

        if (periods.Contents > periods.Messages)
        {
            failures.AddError($"{prefix}Contents ({periods.Contents}) must not be longer than {prefix}Messages ({periods.Messages}), with which they go at the latest. Set it to null to keep them as long.");
        }

        if (periods.Events > periods.Messages)
        {
            failures.AddError($"{prefix}Events ({periods.Events}) must not be longer than {prefix}Messages ({periods.Messages}), with which they go at the latest. Set it to null to keep them as long.");
        }
    }
}
