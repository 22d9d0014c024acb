using System.Globalization;
using System.Runtime.CompilerServices;

namespace Messaging;

/// <summary>
/// Sends a request to as many recipients as come: page by page, each a request of its own. A page is planned while the one before it is stored, and stored when that is done: so what is stored when
/// something fails are the first pages, without a gap.
/// </summary>
internal static class BulkSender
{
    private const int PageSize = MessageRequest.MaxRecipients;

    /// <summary>Sends a page: plans it at once, and stores it when its turn comes. A turn that fails fails the page.</summary>
    public delegate Task<SendReceipt> PageSender(MessageRequest page, Task turn, CancellationToken cancellationToken);

    public static async Task<BulkReceipt> SendAsync(PageSender send, MessageRequest request, IAsyncEnumerable<Recipient> recipients, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        var (number, stored) = (0, Task.CompletedTask);

        // A page that fails need not wait until a slow source has more.
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await foreach (var page in Pages(recipients, reading.Token).ConfigureAwait(false))
            {
                var key = request.IdempotencyKey is { } given ? string.Create(CultureInfo.InvariantCulture, $"{given}/{number++}") : null;
                var before = stored;
                stored = EndReadingOnFailureAsync(SendPageAsync(send, request with { IdempotencyKey = key }, page, before, tally, cancellationToken), reading);
                await before.ConfigureAwait(false);
            }
        }
        catch
        {
            // Nothing goes on behind the caller's back when the recipients or the page before have failed, and what a page says is worth more than that its recipients ended for it.
            await stored.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stored.IsFaulted)
            {
                await stored.ConfigureAwait(false);
            }

            throw;
        }

        await stored.ConfigureAwait(false);
        return tally.ToReceipt();
    }

    private static async Task EndReadingOnFailureAsync(Task page, CancellationTokenSource reading)
    {
        try
        {
            await page.ConfigureAwait(false);
        }
        catch
        {
            await reading.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    // One wrong recipient does not keep the others of its page from their message. The tally is this page's to write in when its turn has come.
    private static async Task SendPageAsync(PageSender send, MessageRequest request, List<Recipient> page, Task turn, Tally tally, CancellationToken cancellationToken)
    {
        var problems = new List<BulkProblem>();
        var from = tally.Begin(page.Count);
        var positions = Enumerable.Range(0, page.Count).ToList();
        while (positions.Count > 0)
        {
            try
            {
                var receipt = await send(request with { To = [.. positions.Select(p => page[p])] }, turn, cancellationToken).ConfigureAwait(false);
                tally.Add(receipt, positions.Count);
                break;
            }
            catch (InvalidMessageException e) when (!turn.IsFaulted && WrongIn(e, positions.Count) is { Count: > 0 } wrong)
            {
                problems.AddRange(wrong.Select(w => new BulkProblem(from + positions[w.Key], w.Value)));
                positions = [.. positions.Where((_, i) => !wrong.ContainsKey(i))];
            }
            catch (IdempotencyConflictException e) when (!turn.IsFaulted)
            {
                throw new IdempotencyConflictException(e.RequestId, from, from + page.Count - 1);
            }
        }

        await turn.ConfigureAwait(false);
        tally.AddProblems(problems);
    }

    // The recipients that are to blame, by their place; none when something else is wrong too.
    private static Dictionary<int, IReadOnlyList<MessageError>> WrongIn(InvalidMessageException exception, int count)
    {
        var wrong = new Dictionary<int, IReadOnlyList<MessageError>>();
        foreach (var group in exception.Errors.GroupBy(e => PlaceOf(e.Target)))
        {
            if (group.Key is not { } place || place >= count)
            {
                return [];
            }

            wrong[place] = [.. group.Select(e => e with { Target = e.Target[(e.Target.IndexOf(']', StringComparison.Ordinal) + 1)..].TrimStart('.') })];
        }

        return wrong;
    }

    private static int? PlaceOf(string target)
    {
        const string prefix = "To[";
        var end = target.IndexOf(']', StringComparison.Ordinal);
        return target.StartsWith(prefix, StringComparison.Ordinal) && end > 0 && int.TryParse(target.AsSpan(prefix.Length, end - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : null;
    }

    private static async IAsyncEnumerable<List<Recipient>> Pages(IAsyncEnumerable<Recipient> recipients, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<Recipient>(PageSize);
        await foreach (var recipient in recipients.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            page.Add(recipient);
            if (page.Count == PageSize)
            {
                yield return page;
                page = new List<Recipient>(PageSize);
            }
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    /// <summary>Adds up what became of the pages.</summary>
    private sealed class Tally
    {
        private readonly Dictionary<DecisionCode, long> _suppressed = [];
        private readonly List<BulkProblem> _problems = [];
        private long _recipients;
        private long _messages;
        private long _invalid;
        private long _duplicates;

        public long Begin(int count)
        {
            _recipients += count;
            return _recipients - count;
        }

        public void Add(SendReceipt receipt, int recipients)
        {
            if (receipt.IsDuplicate)
            {
                _duplicates += recipients;
                return;
            }

            foreach (var message in receipt.Messages)
            {
                if (message.Code.IsRefusal)
                {
                    _suppressed[message.Code] = _suppressed.GetValueOrDefault(message.Code) + 1;
                }
                else
                {
                    _messages++;
                }
            }
        }

        public void AddProblems(IEnumerable<BulkProblem> problems)
        {
            foreach (var problem in problems)
            {
                _invalid++;
                if (_problems.Count < BulkReceipt.MaxProblems)
                {
                    _problems.Add(problem);
                }
            }
        }

        public BulkReceipt ToReceipt() => new()
        {
            Recipients = _recipients, Messages = _messages, Suppressed = _suppressed, Invalid = _invalid, Duplicates = _duplicates, Problems = [.. _problems.OrderBy(p => p.Position)],
        };
    }
}
