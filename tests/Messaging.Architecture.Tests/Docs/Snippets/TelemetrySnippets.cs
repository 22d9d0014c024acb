using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/telemetry.md</c>.</summary>
internal static class TelemetrySnippets
{
    public static void SetUp(WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry()
            .WithMetrics(m => m.AddMeter(MessagingDiagnostics.MeterName))
            .WithTracing(t => t.AddSource(MessagingDiagnostics.ActivitySourceName));
    }
}
