using Messaging;
using Messaging.Authoring;
using Messaging.Links;
using Messaging.Storage;
using Microsoft.AspNetCore.Mvc;

namespace WebHost.Pages;

/// <summary>People, templates, and what was sent.</summary>
internal static class OverviewPage
{
    public static void MapOverview(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", ShowAsync);
        routes.MapPost("/send", async ([FromForm] string kind, [FromForm] string guest, IMessagingClient client, CancellationToken cancellationToken) =>
        {
            await client.SendAsync(Requests.Make(kind, guest), cancellationToken);
            return Results.Redirect("/");
        });
    }

    private static async Task<IResult> ShowAsync(HttpContext context, IMessagingClient client, ITemplates templates, IMessageLinks links, TimeProvider time, CancellationToken cancellationToken)
    {
        var people = new List<string>();
        foreach (var guest in Guests.All)
        {
            var link = await links.CreateAsync(new LinkRequest { Purpose = LinkPurpose.Preferences, RecipientId = guest.Id, RecipientType = guest.Type, Locale = guest.Locale, Channel = MessageChannel.Email, Address = guest.Email }, cancellationToken);
            people.Add($"<tr><td>{Page.Text(guest.Name)}<td>{Page.Text(guest.Locale)}, {Page.Text(guest.TimeZone)}<td><a href=\"{Page.Text(link.Url)}\">preferences</a>");
        }

        var stored = await templates.ListAsync(new TemplateQuery(), cancellationToken);
        var list = stored.Items.Select(t => $"<li><a href=\"/templates/{Page.Text(t.Code)}\">{Page.Text(t.Name)}</a>, version {t.CurrentVersion}");
        var now = time.GetUtcNow();
        var sent = (await client.ListAsync(new MessageQuery(), cancellationToken)).Messages.Select(m =>
            $"<tr><td>{Page.Text(m.Message.RecipientId)}<td>{Page.Text(m.Message.Channel)}<td>{Page.Text(m.Message.Type)}<td>{Page.Text(m.Delivery.StatusAt(now))}<td><a href=\"/messages/{m.Message.Id}\">{Page.Text(m.Message.PlannedCode)}</a>");
        return Page.Show("Haff Sailing School", $"""
            <form method="post" action="/send">{Page.Token(context)}
            <label>Send <select name="kind">{Page.Options(Requests.Kinds, "newsletter")}</select></label>
            <label>to <select name="guest">{Page.Options(Guests.All.Select(g => g.Id).Append("all"), "all")}</select></label>
            <button>Send</button> <button formaction="/explain" formmethod="get">Explain</button></form>
            <h2>People</h2><table>{string.Concat(people)}</table>
            <h2>Templates in the database</h2><ul>{string.Concat(list)}</ul>
            <h2>Messages</h2><table><tr><th>To<th>Channel<th>Type<th>Status<th>Planned{string.Concat(sent)}</table>
            """);
    }
}
