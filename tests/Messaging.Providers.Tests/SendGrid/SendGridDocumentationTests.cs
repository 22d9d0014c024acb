using Messaging.Providers.SendGrid;
using Messaging.Providers.Tests.SendGrid.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.SendGrid;

/// <summary>What the page on SendGrid says is so.</summary>
public sealed class SendGridDocumentationTests
{
    [Fact]
    public void Page_TableOfOptions_ListsEachOnceWithItsDefault() => OptionsPage.CheckOptions("sendgrid.md", new SendGridOptions(), nameof(SendGridOptions.ApiKey), nameof(SendGridOptions.From));

    [Fact]
    public void Page_Example_IsTheCodeOfThisTestAndValid()
    {
        using var post = new SignedPost();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("SendGrid:ApiKey", SendGridAccount.ApiKey), new("SendGrid:WebhookKey", post.PublicKey)]).Build();
        var messaging = new MessagingBuilder(new ServiceCollection());

        messaging.AddSendGrid(o =>
        {
            o.ApiKey = configuration["SendGrid:ApiKey"]!;
            o.From = "Haff Segeln <info@example.org>";
            o.WebhookKey = configuration["SendGrid:WebhookKey"]!;
        });

        using var provider = messaging.Services.BuildServiceProvider();
        Assert.Equal(post.PublicKey, provider.GetRequiredService<IOptions<SendGridOptions>>().Value.WebhookKey!.Reveal());
        OptionsPage.CheckExample("sendgrid.md", "SendGrid/SendGridDocumentationTests.cs");
    }
}
