using Messaging;

namespace WebHost.Pages;

/// <summary>What would be sent, to whom, when and why, or why not.</summary>
internal static class ExplainPage
{
    public static void MapExplain(this IEndpointRouteBuilder routes) => routes.MapGet("/explain", async (string kind, string guest, IMessagingClient client, CancellationToken cancellationToken) =>
    {
        var explained = await client.ExplainAsync(Requests.Make(kind, guest), cancellationToken);
        var tree = string.Concat(explained.Recipients.SelectMany(r => r.Channels.Select(c => Describe(r, c))));
        var contents = string.Concat(explained.Messages.Where(m => m.Content is not null).Select(m => $"""
            <h3>{Page.Text(m.RecipientId)}, {Page.Text(m.Channel)}, {Page.Text(m.Locale)}: {Page.Text(m.Content!.Subject)}</h3>
            {(m.Content.Html is { } html ? $"<iframe sandbox title=\"Mail\" srcdoc=\"{Page.Text(html)}\"></iframe>" : $"<pre>{Page.Text(m.Content.Text)}</pre>")}
            {(m.Sms is { } sms ? $"<p>{sms.Segments} part(s), {sms.Encoding}, {sms.Length} units</p>" : "")}
            """));
        return Page.Show($"Why: {kind} to {guest}", $"<table>{tree}</table><h2>What it says</h2>{contents}");
    });

    private static string Describe(ExplainedRecipient recipient, ExplainedChannel channel)
    {
        var checks = channel.Checks.Select(c =>
            $"<li{(c.Code is null ? "" : " class=\"no\"")}>{Page.Text(c.Rule)}: {(c.Code is { } code ? $"<code>{Page.Text(code)}</code>" : "nothing against it")} {Page.Text(c.Facts)}{(c.IsAdvisory ? " (forecast)" : "")}");
        return $"<tr><td>{Page.Text(recipient.RecipientId)}<td>{Page.Text(channel.Channel)}<td><code>{Page.Text(channel.Code)}</code> {Page.Text(channel.Facts)}<details><summary>all rules</summary><ul>{string.Concat(checks)}</ul></details>";
    }
}
