using Messaging;

namespace WebHost.Pages;

/// <summary>Everything that is known of one message: how it was planned, what was decided later, every call to a provider, and every report of one.</summary>
internal static class StoryPage
{
    public static void MapStories(this IEndpointRouteBuilder routes) => routes.MapGet("/messages/{id:guid}", async (Guid id, IMessagingClient client, TimeProvider time, CancellationToken cancellationToken) =>
    {
        if (await client.FindAsync(id, cancellationToken: cancellationToken) is not { } found)
        {
            return Results.NotFound();
        }

        var (message, delivery) = (found.Message, found.Delivery);
        var story = new List<(DateTimeOffset At, string What)> { (message.CreatedAt, $"planned for {message.PlannedAt:u}: <code>{Page.Text(message.PlannedCode)}</code>") };
        story.AddRange(found.Decisions.Select(d => (d.DecidedAt, $"<code>{Page.Text(d.Code)}</code> {Page.Text(d.Facts)}")));
        story.AddRange(found.Attempts.Select(a => (a.StartedAt,
            $"attempt {a.Generation}.{a.Attempt} by {Page.Text(a.Connection)}: {Page.Text(a.Outcome)} {Page.Text(a.FailureCode)} {Page.Text(a.ProviderMessageId)} ({a.DurationMs} ms)")));
        story.AddRange(found.Events.Select(e => (e.OccurredAt, $"{Page.Text(e.Provider)} reports: {Page.Text(e.Kind)} {Page.Text(e.Detail)}")));
        var rows = string.Concat(story.OrderBy(s => s.At).Select(s => $"<tr><td>{s.At:yyyy-MM-dd HH:mm:ss}<td>{s.What}"));
        return Page.Show(
            $"{message.Type} to {message.RecipientId} by {message.Channel}",
            $"<p>Status: <strong>{Page.Text(delivery.StatusAt(time.GetUtcNow()))}</strong>, opened {delivery.OpenCount} times, clicked {delivery.ClickCount} times</p><table>{rows}</table>");
    });
}
