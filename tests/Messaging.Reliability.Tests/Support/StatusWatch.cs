using System.Data.Common;
using Messaging.Messages;
using Microsoft.EntityFrameworkCore;

namespace Messaging.Reliability.Tests.Support;

/// <summary>Looks at the same messages again and again while they are sent, and notes each that went back from what it had been.</summary>
internal sealed class StatusWatch : IAsyncDisposable
{
    private const int Sample = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<Guid, Delivery> _last = [];
    private readonly HashSet<Guid> _regressed = [];
    private readonly ScratchDatabase _database;
    private readonly Guid[] _ids;
    private readonly Task _watching;

    /// <param name="database">Where they are.</param>
    /// <param name="ids">The messages, of which some are watched, evenly spread.</param>
    public StatusWatch(ScratchDatabase database, IReadOnlyList<Guid> ids)
    {
        (_database, _ids) = (database, [.. ids.Where((_, i) => i % ((ids.Count / Sample) + 1) == 0)]);
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>How often it has looked.</summary>
    public int Looks { get; private set; }

    /// <summary>Whether a message was more than it is.</summary>
    public static bool IsLess(Delivery now, Delivery before) => now.Generation == before.Generation
        && (now.StatusRank < before.StatusRank
            || now.LeaseToken < before.LeaseToken
            || now.Attempt < before.Attempt
            || now.RescueCount < before.RescueCount
            || (before.WorkState == WorkState.Done && now.WorkState != WorkState.Done)
            || (before.Ambiguous && !now.Ambiguous)
            || (before.PossibleDuplicate && !now.PossibleDuplicate)
            || (before.DuplicateConfirmed && !now.DuplicateConfirmed));

    /// <summary>Ends the watch with a last look.</summary>
    /// <returns>The messages that went back.</returns>
    public async Task<IReadOnlyCollection<Guid>> EndAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await LookAsync();
        return _regressed;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
            {
                // The database is away, as the test wants it.
            }

            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        await using var context = _database.Open();
        foreach (var now in await context.Set<Delivery>().AsNoTracking().Where(d => _ids.Contains(d.Id)).ToListAsync())
        {
            if (_last.TryGetValue(now.Id, out var before) && IsLess(now, before))
            {
                _regressed.Add(now.Id);
            }

            _last[now.Id] = now;
        }

        Looks++;
    }
}
