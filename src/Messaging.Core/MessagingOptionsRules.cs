using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Checks what annotations of <see cref="MessagingOptions"/> cannot say.</summary>
internal sealed class MessagingOptionsRules : IValidateOptions<MessagingOptions>
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, MessagingOptions options)
    {
        var failures = new ValidateOptionsResultBuilder();
        if (options.DefaultTimeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(options.DefaultTimeZone, out _))
        {
            failures.AddError($"DefaultTimeZone '{options.DefaultTimeZone}' is not a time zone of this system. Use an IANA name such as Europe/Vienna.");
        }

        foreach (var category in Enum.GetValues<MessageCategory>())
        {
            if (options.For(category) is { } treatment && (treatment.ExpiresAfter < TimeSpan.FromSeconds(1) || treatment.ExpiresAfter > LongestLife))
            {
                failures.AddError($"{category}.ExpiresAfter ({treatment.ExpiresAfter}) must lie between one second and {LongestLife.TotalDays} days.");
            }
        }

        if ((options.DefaultChannels ?? []).Concat(options.Channels ?? []).Any(c => c.IsEmpty))
        {
            failures.AddError("DefaultChannels and Channels must name channels; one entry is empty. Use MessageChannel.Email and its like, or MessageChannel.Parse(name).");
        }

        return failures.Build();
    }
}
