using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Adds the health checks of messaging to those of the host, be it a web application or a worker.</summary>
public static class HealthChecksBuilderExtensions
{
    private const string Ready = "messaging";
    private const string Live = "messaging-live";

    /// <summary>
    /// Adds two checks: <c>messaging</c> with the tags <c>messaging</c> and <c>ready</c>, which tells whether messages leave in time, and <c>messaging-live</c> with the tags <c>messaging</c>
    /// and <c>live</c>, which fails only when a restart of the process is the cure. Neither asks the database or a provider anything. Can be called several times.
    /// </summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="configure">Changes the limits, which are checked when the host starts.</param>
    public static IHealthChecksBuilder AddMessaging(this IHealthChecksBuilder builder, Action<MessagingHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddOptionsWithValidateOnStart<MessagingHealthOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MessagingHealthOptions>, MessagingHealthOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MessagingHealthOptions>, MessagingHealthOptionsRules>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<ReadinessHealthCheck>();
        services.TryAddSingleton<LivenessHealthCheck>();
        services.Configure<HealthCheckServiceOptions>(static o =>
        {
            if (!o.Registrations.Any(r => r.Name == Ready))
            {
                o.Registrations.Add(new HealthCheckRegistration(Ready, static s => s.GetRequiredService<ReadinessHealthCheck>(), null, [Ready, "ready"]));
                o.Registrations.Add(new HealthCheckRegistration(Live, static s => s.GetRequiredService<LivenessHealthCheck>(), null, [Ready, "live"]));
            }
        });
        return builder;
    }
}
