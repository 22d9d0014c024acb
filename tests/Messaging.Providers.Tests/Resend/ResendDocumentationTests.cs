using Messaging.Providers.Tests.SendGrid.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Resend;

/// <summary>What the page on Resend says is so.</summary>
public sealed class ResendDocumentationTests
{
    [Fact]
    public void Page_TableOfOptions_ListsEachOnceWithItsDefault() => OptionsPage.CheckOptions("resend.md", new Providers.Resend.ResendOptions(), "ApiKey", "From");

    [Fact]
    public void Page_Example_IsTheCodeOfThisTestAndValid()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Resend:ApiKey", ResendAccount.ApiKey), new("Resend:WebhookSecret", ResendAccount.WebhookSecret)]).Build();
        var messaging = new MessagingBuilder(new ServiceCollection());

        messaging.AddResend(o =>
        {
            o.ApiKey = configuration["Resend:ApiKey"]!;
            o.From = "Haff Segeln <info@example.org>";
            o.WebhookSecret = configuration["Resend:WebhookSecret"]!;
        });

        using var provider = messaging.Services.BuildServiceProvider();
        Assert.Equal(ResendAccount.WebhookSecret, provider.GetRequiredService<IOptions<Providers.Resend.ResendOptions>>().Value.WebhookSecret!.Reveal());
        OptionsPage.CheckExample("resend.md", "Resend/ResendDocumentationTests.cs");
    }
}
