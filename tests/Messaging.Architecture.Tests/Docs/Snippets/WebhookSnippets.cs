using Messaging.Tracking;
using Microsoft.AspNetCore.Builder;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/webhooks.md</c>.</summary>
internal static class WebhookSnippets
{
    public static WebApplication SetUp(WebApplicationBuilder builder, string connectionString)
    {
        builder.Services.AddMessaging().UsePostgreSql(connectionString)
            .AddWebhooks(o => o.MaxMultipartBytes = 30 * 1024 * 1024);
        var app = builder.Build();
        app.MapMessagingWebhooks();
        return app;
    }

    public static void LeaveOut(WebApplicationBuilder builder)
    {
        builder.Services.AddMessaging().AddWebhooks(o => o.Except = ["sendgrid"]);
    }

    public static async Task<WebhookAnswer> ReceiveAsync(WebhookReceiver receiver, byte[] body, IReadOnlyDictionary<string, string> headers, TimeProvider time)
    {
        var request = new WebhookRequest { Body = body, Headers = headers, Query = "?x=1", ReceivedAt = time.GetUtcNow() };
        WebhookAnswer answer = await receiver.ReceiveAsync("twilio", null, request);
        return answer;
    }
}
