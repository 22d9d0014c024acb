using Messaging.Planning;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Joining;

/// <summary>What one use of a context still has to store, and what a transaction has stored that is heard of once it commits.</summary>
/// <remarks>
/// Nothing of this is ever tracked by the context: a tracked row added before a retried block would be lost, and one unique violation of ours would undo the host's work. Contexts are
/// not thread-safe, and neither is this.
/// </remarks>
internal sealed class PendingSends(int lease)
{
    private readonly List<PlannedRequest> _buffer = [];
    private readonly Dictionary<Guid, List<NewRequest>> _stored = [];
    private Guid? _writtenIn;

    /// <summary>Which use of a pooled context this belongs to.</summary>
    public int Lease { get; } = lease;

    /// <summary>Whether sends wait for a transaction.</summary>
    public bool HasBuffer => _buffer.Count > 0;

    /// <summary>The behaviour to give back to the context after saving, or null when nothing was changed.</summary>
    public AutoTransactionBehavior? Restore { get; set; }

    /// <summary>Keeps a send until the context saves.</summary>
    public void Add(PlannedRequest request) => _buffer.Add(request);

    /// <summary>Notes that part of a transaction was undone: what was written may be gone. Writing it again adds nothing that is still there.</summary>
    public void MarkUndone(Guid transaction) => _writtenIn = _writtenIn == transaction ? null : _writtenIn;

    /// <summary>Forgets what waits.</summary>
    public void Discard()
    {
        _buffer.Clear();
        _writtenIn = null;
    }

    /// <summary>What a transaction has still to write: all of the buffer, unless it was written in this very transaction.</summary>
    public IReadOnlyList<PlannedRequest> NotWrittenIn(Guid transaction) => _writtenIn == transaction ? [] : _buffer;

    /// <summary>Notes that the buffer stands in a transaction. It is kept until that commits, since a retry writes it again.</summary>
    public void MarkWritten(Guid transaction) => _writtenIn = transaction;

    /// <summary>Notes what a transaction has stored, to tell of it when that commits. Other transactions of this context are over by now: one that was disposed raised no event.</summary>
    public void TellOnCommit(Guid transaction, IEnumerable<NewRequest> stored)
    {
        foreach (var gone in _stored.Keys.Where(k => k != transaction).ToList())
        {
            _stored.Remove(gone);
        }

        if (!_stored.TryGetValue(transaction, out var known))
        {
            _stored[transaction] = known = [];
        }

        known.AddRange(stored);
    }

    /// <summary>Forgets what a committed transaction has stored.</summary>
    /// <returns>What it has stored.</returns>
    public IReadOnlyList<NewRequest> Committed(Guid transaction)
    {
        if (_writtenIn == transaction)
        {
            _buffer.Clear();
            _writtenIn = null;
        }

        return _stored.Remove(transaction, out var stored) ? stored : [];
    }
}
