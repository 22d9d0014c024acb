using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks what holds between the values of <see cref="MessagingHealthOptions"/>.</summary>
internal sealed class MessagingHealthOptionsRules : IValidateOptions<MessagingHealthOptions>
{
    public ValidateOptionsResult Validate(string? name, MessagingHealthOptions options) => options.OldestDueDegraded <= options.OldestDueUnhealthy
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"OldestDueDegraded ({options.OldestDueDegraded}) must not be longer than OldestDueUnhealthy ({options.OldestDueUnhealthy}), or health is never just degraded.");
}
