using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/health.md</c>.</summary>
internal static class HealthSnippets
{
    public static WebApplication SetUp(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddMessaging();
        var app = builder.Build();
        app.MapHealthChecks("/health", new HealthCheckOptions { Predicate = c => c.Tags.Contains("ready") });
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = c => c.Tags.Contains("live") });
        return app;
    }

    public static void Change(WebApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddMessaging(o =>
        {
            o.OldestDueDegraded = TimeSpan.FromMinutes(5);
            o.OldestDueUnhealthy = TimeSpan.FromMinutes(30);
        });
    }
}
