using Messaging.Channels;
using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/connections.md</c>.</summary>
internal static class ConnectionSnippets
{
    public static void SetUp(IServiceCollection services, string connectionString, string sendGridKey, string resendKey, string accountSid, string authToken)
    {
        services.AddMessaging(o => o.Channels = [MessageChannel.Sms])
            .UsePostgreSql(connectionString)
            .AddSendGrid(o => (o.ApiKey, o.From) = (sendGridKey, "Haff Segeln <info@example.org>"))
            .AddResend(o => (o.ApiKey, o.From) = (resendKey, "Haff Segeln <info@example.org>"))
            .AddTwilio(o => (o.AccountSid, o.AuthToken, o.SmsFrom) = (accountSid, authToken, "+4930123456"))
            .ConfigureRateLimit("sendgrid", MessageChannel.Email, new RateLimit(Burst: 200, PerSecond: 50));
    }

    public static void Tenants(MessagingBuilder builder)
    {
        builder.AddSendGrid().AddConnectionSource<TenantAccounts>();
    }

    public static void Conversation(TemplateBuilder t)
    {
        t.WhatsApp("See you {{date day}}", new ApprovedTemplate("table_booked", "en", ["{{date day}}"]));
    }

    public static async Task<(IReadOnlyList<ConnectionStatus> All, SendFailure? Problem)> LookAsync(IConnections connections)
    {
        IReadOnlyList<ConnectionStatus> all = await connections.ListAsync();
        SendFailure? problem = await connections.TestAsync("sendgrid");
        return (all, problem);
    }
}
