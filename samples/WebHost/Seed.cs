using Messaging;
using Messaging.Authoring;
using Messaging.Preferences;
using Messaging.Templates;

namespace WebHost;

/// <summary>What the application begins with: a newsletter in the database, and two people who asked for it.</summary>
internal sealed class Seed(ITemplates templates, IConsents consents)
{
    private const string Html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>News</title></head>
        <body>
        <h1>The {{season}} season begins</h1>
        <p>Dear {{recipient.name}}, the boats are in the water. <a href="https://example.org/courses">See all courses</a>.</p>
        <address>Haff Sailing School, Pier 3, 17373 Ueckermünde</address>
        <p><a href="{{links.unsubscribe}}">Unsubscribe</a> · <a href="{{links.preferences}}">What you get from us</a></p>
        </body></html>
        """;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await templates.FindAsync("newsletter", cancellationToken: cancellationToken) is not null)
        {
            return;
        }

        var draft = await templates.SaveDraftAsync(
            "newsletter",
            new TemplateEdit
            {
                Name = "Newsletter",
                Category = "marketing",
                Variables = [new DeclaredVariable("season", Sample: "spring")],
                Contents = [new TemplateContent { Channel = MessageChannel.Email, Subject = "News for {{season}}", Html = Html }],
            },
            "seed",
            cancellationToken: cancellationToken);
        await templates.PublishAsync("newsletter", new PublishRequest { Revision = draft.Revision, Note = "first edition" }, "seed", cancellationToken: cancellationToken);
        foreach (var guest in new[] { "anna", "lan" })
        {
            await consents.RecordAsync(
                new ConsentChange { Contact = Contact.Person(guest, "guest"), Action = ConsentAction.Grant, Topic = "newsletter", Source = "signup-form", Wording = "2026-11" }, cancellationToken);
        }
    }
}
