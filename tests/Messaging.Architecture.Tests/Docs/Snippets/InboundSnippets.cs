using Messaging.Inbound;
using Microsoft.AspNetCore.Builder;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/inbound.md</c>.</summary>
internal static class InboundSnippets
{
    public static void SetUp(WebApplicationBuilder builder, string connectionString)
    {
        builder.Services.AddMessaging().UsePostgreSql(connectionString)
            .AddInbound(o =>
            {
                o.TenantOf = (channel, to) => to == "+15559990000" ? "north" : null;
                o.HelpTexts = new Dictionary<string, string> { ["en"] = "Haff Segeln: +49 381 1234. Reply STOP to end." };
            })
            .AddInboundHandler<TicketHandler>();
    }

    public static async Task<bool> OperateAsync(IConversations conversations)
    {
        InboundPage lost = await conversations.ListInboundAsync(new InboundQuery { State = InboundState.GivenUp });
        bool again = await conversations.OfferAgainAsync(lost.Messages[0].Id);
        return again;
    }

    public static async Task<(ConversationPage Older, ConversationPage Unknown, SendReceipt Receipt)> TalkAsync(IConversations conversations, Guid messageId)
    {
        ConversationPage page = await conversations.ListAsync(new ConversationQuery { RecipientId = "guest-4711" });
        ConversationPage older = await conversations.ListAsync(new ConversationQuery { RecipientId = "guest-4711", Cursor = page.Next });
        ConversationPage unknown = await conversations.ListAsync(new ConversationQuery { Address = "+15551230001", Channel = MessageChannel.Sms });
        SendReceipt receipt = await conversations.ReplyAsync(messageId, new InlineContent { Text = "At 3." }, new ReplyOptions { CreatedBy = "user-7" });
        return (older, unknown, receipt);
    }
}
