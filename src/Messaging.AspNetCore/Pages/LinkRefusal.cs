using Messaging.Links;
using Microsoft.AspNetCore.Http;

namespace Messaging.Pages;

/// <summary>The pages for links that do not hold, the same whoever they are about.</summary>
internal static class LinkRefusal
{
    public static LinkAnswer Of(LinkOutcome outcome, LinkVisit visit, PageFrame frame)
    {
        var t = visit.TextsFor(null);
        return outcome switch
        {
            LinkOutcome.Expired => LinkAnswer.Of(frame.Notice(t, t.ExpiredTitle, t.ExpiredText), StatusCodes.Status410Gone),
            LinkOutcome.Used => LinkAnswer.Of(frame.Notice(t, t.UsedTitle, t.UsedText), StatusCodes.Status410Gone),
            _ => LinkAnswer.NotFound(frame.Notice(t, t.InvalidTitle, t.InvalidText)),
        };
    }

    /// <summary>The page for a form that is none of ours.</summary>
    public static LinkAnswer BadForm(PageTexts texts, PageFrame frame) => LinkAnswer.Of(frame.Notice(texts, texts.FailedTitle, texts.FailedText), StatusCodes.Status400BadRequest);
}
