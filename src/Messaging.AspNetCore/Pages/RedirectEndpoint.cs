namespace Messaging.Pages;

/// <summary>Leads on to a stored target, and nowhere else.</summary>
internal sealed class RedirectEndpoint(Func<string?, bool, CancellationToken, Task<string?>> follow)
{
    public async Task<LinkAnswer> GetAsync(LinkVisit visit)
    {
        if (await follow(visit.Token, visit.IsPerson, visit.Aborted).ConfigureAwait(false) is { } target)
        {
            return LinkAnswer.GoTo(target);
        }

        var texts = visit.TextsFor(null);
        return LinkAnswer.NotFound(new PageFrame("").Notice(texts, texts.InvalidTitle, texts.InvalidText));
    }
}
