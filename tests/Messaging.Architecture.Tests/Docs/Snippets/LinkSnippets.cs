using Messaging.Links;
using Messaging.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>The lines of <c>docs/links.md</c>.</summary>
internal static class LinkSnippets
{
    public static WebApplication SetUp(WebApplicationBuilder builder, IConfiguration configuration)
    {
        builder.Services.AddMessaging().UseSqlite("Data Source=app.db")
            .AddLinks(o =>
            {
                o.BaseUrl = "https://example.org/m";
                o.Keys = [new LinkKeyOptions { Id = 1, Secret = configuration["Messaging:LinkKey"]! }];
            })
            .AddLinkPages(o =>
            {
                o.SenderName = "Haff Segeln";
                o.Topics = [new LinkTopic { Name = "newsletter", Titles = { ["en"] = "Newsletter", ["de"] = "Rundbrief" } }];
            });
        var app = builder.Build();
        app.MapMessagingLinks("/m");
        return app;
    }

    public static void Track(WebApplicationBuilder builder)
    {
        builder.Services.AddMessaging().AddLinks(o =>
        {
            o.TrackClicks = true;
            o.ShortenLinks = true;
        });
    }

    public static async Task<(MessageLink Link, LinkCheck Shown, LinkCheck Used, Uri Menu)> UseAsync(IMessageLinks links, IShortLinks shortLinks, Recipient user, string token)
    {
        MessageLink link = await links.CreateAsync(new LinkRequest { Purpose = LinkPurpose.PasswordReset, RecipientId = user.Id });
        LinkCheck shown = await links.CheckAsync(LinkPurpose.PasswordReset, token);
        LinkCheck used = await links.ConsumeAsync(LinkPurpose.PasswordReset, token);
        Uri menu = await shortLinks.CreateAsync("https://example.org/menus/2027/spring?from=sms");
        return (link, shown, used, menu);
    }
}
