using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>Any other relational database: candidates are read, then each row is updated on condition that nobody touched it since. Correct everywhere, fast nowhere.</summary>
internal sealed class PortableDialect(ValueForm form) : RowDialect
{
    private const string TakeKey =
        "INSERT INTO [r] ([:r.TenantId], [:r.IdempotencyKey], [:r.RequestId], [:r.PayloadHash], [:r.CreatedAt]) VALUES (@tenant, @key, @id, @hash, @at)";

    private const string Savepoint = "messaging_key";

    public override ValueForm Form { get; } = form;

    public override string OnConflict => "";

    public override async Task<IReadOnlyList<Lane>> FindLanesAsync(DbSession session, CancellationToken cancellationToken)
    {
        var lanes = await session.Rows<Delivery>()
            .Where(d => d.WorkState == WorkState.Queued)
            .GroupBy(d => new { d.LaneKey, d.TenantId, d.Channel })
            .Select(g => new { g.Key, DueAt = g.Min(d => d.DueAt) })
            .ToListAsync(cancellationToken)
            .ConfigureAwait(false);
        return [.. lanes.Select(l => new Lane(l.Key.LaneKey, l.DueAt, l.Key.TenantId, l.Key.Channel))];
    }

    public override async Task<ClaimedRows> ClaimAsync(
        DbSession session, long epoch, IReadOnlyList<LaneQuota> quotas, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var claimed = new List<ClaimedMessage>();
        foreach (var quota in quotas)
        {
            var candidates = await session.Rows<Delivery>()
                .Where(d => d.WorkState == WorkState.Queued && d.LaneKey == quota.Key && d.DueAt <= now)
                .OrderBy(d => d.DueAt)
                .ThenBy(d => d.Id)
                .Take(quota.Count)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            foreach (var candidate in candidates)
            {
                var lease = DeliveryTransition.Claim(candidate, epoch);
                var taken = await session.Rows<Delivery>()
                    .Where(d => d.Id == candidate.Id && d.LeaseToken == candidate.LeaseToken && d.WorkState == WorkState.Queued)
                    .ExecuteUpdateAsync(
                        s => s.SetProperty(d => d.WorkState, lease.WorkState)
                            .SetProperty(d => d.OwnerEpoch, lease.OwnerEpoch)
                            .SetProperty(d => d.LeaseToken, lease.LeaseToken)
                            .SetProperty(d => d.StartedAt, lease.StartedAt),
                        cancellationToken)
                    .ConfigureAwait(false);
                if (taken == 1)
                {
                    claimed.Add(await ReadAsync(session, candidate.Id, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return new ClaimedRows(claimed);
    }

    protected override async Task<bool> TakeKeyAsync(DbSession session, NewRequest request, CancellationToken cancellationToken)
    {
        var firstId = request.Messages.Count > 0 ? request.Messages[0].Message.Id : Guid.Empty;
        if (await session.Rows<Message>().AnyAsync(m => m.Id == firstId, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        if (request.IdempotencyKey is not { } key)
        {
            return true;
        }

        var known = session.Rows<RequestKey>().Where(r => r.TenantId == request.TenantId && r.IdempotencyKey == key);
        if (await known.AnyAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        return await TryInsertKeyAsync(session, request, key, known, cancellationToken).ConfigureAwait(false);
    }

    protected override Task<bool> IsAppendedAsync(DbSession session, MessageAttempt attempt, CancellationToken cancellationToken) =>
        session.Rows<MessageAttempt>()
            .AnyAsync(a => a.DeliveryId == attempt.DeliveryId && a.Generation == attempt.Generation && a.Attempt == attempt.Attempt, cancellationToken);

    // Another transaction may take the key between the look and the insert; a savepoint keeps this one alive when the unique index says so.
    private async Task<bool> TryInsertKeyAsync(DbSession session, NewRequest request, string key, IQueryable<RequestKey> known, CancellationToken cancellationToken)
    {
        var transaction = session.Transaction!;
        if (transaction.SupportsSavepoints)
        {
            await transaction.SaveAsync(Savepoint, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            using var command = session.CreateCommand(TakeKey);
            Form.Add(command, "@tenant", ColumnKind.Text, request.TenantId);
            Form.Add(command, "@key", ColumnKind.Text, key);
            Form.Add(command, "@id", ColumnKind.Guid, request.Id);
            Form.Add(command, "@hash", ColumnKind.Bytes, request.PayloadHash.ToArray());
            Form.Add(command, "@at", ColumnKind.Time, request.CreatedAt);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (System.Data.Common.DbException) when (transaction.SupportsSavepoints)
        {
            await transaction.RollbackAsync(Savepoint, cancellationToken).ConfigureAwait(false);
            if (await known.AnyAsync(cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            throw;
        }
    }

    private static async Task<ClaimedMessage> ReadAsync(DbSession session, Guid id, CancellationToken cancellationToken)
    {
        var delivery = await session.Rows<Delivery>().SingleAsync(d => d.Id == id, cancellationToken).ConfigureAwait(false);
        var message = await session.Rows<Message>().SingleAsync(m => m.Id == id, cancellationToken).ConfigureAwait(false);
        var content = await session.Rows<MessageContent>().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false);
        return new ClaimedMessage(delivery, message, content);
    }
}
