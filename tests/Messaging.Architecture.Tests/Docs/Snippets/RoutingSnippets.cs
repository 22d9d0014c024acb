using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/routing.md</c> and <c>docs/explain.md</c>.</summary>
internal static class RoutingSnippets
{
    public static async Task FallBackAsync(IMessagingClient client)
    {
        await client.SendAsync(new MessageRequest
        {
            Template = "visit-reminder",
            To = [new Recipient { Id = "4711", Phone = "+491701234567", Email = "lan@example.org" }],
            Routing = Routing.Fallback(
                new FallbackStep(MessageChannel.InApp),
                new FallbackStep(MessageChannel.Sms, FallbackWhen.Unread, TimeSpan.FromMinutes(15)),
                new FallbackStep(MessageChannel.Email, FallbackWhen.Failed)),
        });
    }

    public static async Task FindPeopleAsync(IServiceCollection services, IMessagingClient client)
    {
        services.AddMessaging().AddRecipientSource<Customers>();
        await client.SendAsync(new MessageRequest { Template = "low-stock", To = [Recipient.Role("inventory_manager"), new Recipient { Id = "4711", Type = "customer" }] });
    }

    public static async Task<BulkReceipt> SendManyAsync(IMessagingClient client, IAsyncEnumerable<Recipient> subscribers)
    {
        BulkReceipt receipt = await client.SendManyAsync(
            new MessageRequest { Template = "newsletter", Category = MessageCategory.Marketing, Type = "news", IdempotencyKey = "news-2026-11" }, subscribers);
        return receipt;
    }

    public static async Task ExplainAsync(IMessagingClient client, MessageRequest request)
    {
        MessageExplanation explained = await client.ExplainAsync(request);
        foreach (ExplainedRecipient recipient in explained.Recipients)
        {
            foreach (ExplainedChannel channel in recipient.Channels)
            {
                Console.WriteLine($"{recipient.RecipientId} {channel.Channel}: {channel.Code} {channel.Facts}");
                foreach (ExplainedCheck check in channel.Checks)
                {
                    Console.WriteLine($"    {check.Rule}: {check.Code?.Value ?? "nothing against it"} {check.Facts}");
                }
            }
        }
    }

    private sealed class Customers : IRecipientSource
    {
        public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>>(new Dictionary<string, IReadOnlyList<Recipient>>());
    }
}
