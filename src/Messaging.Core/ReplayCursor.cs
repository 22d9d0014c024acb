using Messaging.Storage;

namespace Messaging;

/// <summary>Where a replay stopped, and which messages it is about: those that had ended when it began. As the opaque text that callers pass on.</summary>
/// <param name="Until">When it began, or the end that the query names if that is earlier.</param>
/// <param name="After">The last message it looked at, or null at the beginning.</param>
internal readonly record struct ReplayCursor(DateTimeOffset Until, DeadLetterPosition? After)
{
    private const int Half = 32;

    public string ToText() => PageCursor.ToText(Until, Guid.Empty) + PageCursor.ToText(After!.Value.FinishedAt, After.Value.Id);

    /// <exception cref="InvalidMessageException">The text is no cursor of a replay.</exception>
    public static ReplayCursor? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length != 2 * Half)
        {
            throw new InvalidMessageException(nameof(DeadLetterQuery.Cursor), "This is not where a replay stopped: pass ReplayReceipt.Next of the call before, unchanged.");
        }

        var (until, after) = (PageCursor.Parse(text[..Half])!.Value, PageCursor.Parse(text[Half..])!.Value);
        return new ReplayCursor(until.CreatedAt, new DeadLetterPosition(after.CreatedAt, after.Id));
    }
}
