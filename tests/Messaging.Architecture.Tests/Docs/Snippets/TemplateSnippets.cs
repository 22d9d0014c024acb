using Messaging.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>What the pages about HTML email and system templates show.</summary>
internal static class TemplateSnippets
{
    public static void SetUp(MessagingBuilder builder)
    {
        builder.AddTemplateFolder("templates").AddCssInlining().AddMarkdown();
        builder.AddSystemTemplates();
        builder.Services.AddSingleton<ITemplatePreparation, CampaignLinks>();
    }

    public static async Task SendAsync(IMessagingClient client, Recipient customer)
    {
        await client.SendAsync(new MessageRequest
        {
            Template = "invoice",
            To = [customer],
            Data = new { businessName = "Casa Verde", invoiceNumber = "INV-2031", amount = 1234.5m, currencyCode = "EUR", dueDate = new DateOnly(2030, 1, 31) },
        });
    }
}
