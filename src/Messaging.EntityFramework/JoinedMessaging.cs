using Messaging.EntityFramework.Joining;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging;

/// <summary>Sends as part of a context's own transaction: the messages exist if and only if your data does. Got by <c>db.Messaging()</c>.</summary>
/// <remarks>
/// <para>With a transaction open on the context (yours, an enlisted one, or an ambient one) the messages are stored in it at once. Without one they are kept until the context saves, and
/// stored in the transaction that saves your changes; a context that is never saved sends nothing.</para>
/// <para>Uses the context's connection only. As little thread-safe as the context itself.</para>
/// </remarks>
public sealed class JoinedMessaging
{
    private readonly DbContext _context;
    private readonly MessagingInterceptor _interceptor;

    internal JoinedMessaging(DbContext context, MessagingInterceptor interceptor) => (_context, _interceptor) = (context, interceptor);

    /// <summary>Plans a request, checks it completely, and stores its messages in the context's transaction.</summary>
    /// <param name="request">What to send, to whom and when. At most 1,000 recipients.</param>
    /// <param name="cancellationToken">Cancels the planning and storing.</param>
    /// <returns>The messages with their ids and verdicts, provisional until the transaction commits.</returns>
    /// <exception cref="InvalidMessageException">The request is wrong. Nothing was stored; the transaction is unharmed.</exception>
    /// <exception cref="TemplateException">The template is unknown or malformed, or a value it shows is missing. Nothing was stored.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request. Thrown here inside an open transaction, otherwise by <c>SaveChanges</c>.</exception>
    public async Task<SendReceipt> SendAsync(MessageRequest request, CancellationToken cancellationToken = default)
    {
        using var activity = RequestActivity.Start(request);
        try
        {
            return RequestActivity.End(activity, await JoinAsync(request, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (MessagingDiagnostics.Failed(activity, e))
        {
            throw;
        }
    }

    /// <summary>
    /// Forgets sends that wait for this context to save. Call it to use the context further after a save that failed for good, such as with an <see cref="IdempotencyConflictException"/>, or
    /// beside <c>ChangeTracker.Clear()</c>, which knows nothing of sends. What a transaction has stored already ends with that transaction.
    /// </summary>
    public void Discard() => _interceptor.Pending.For(_context).Discard();

    private async Task<SendReceipt> JoinAsync(MessageRequest request, CancellationToken cancellationToken)
    {
        // Looked at first: where the database knows no ambient transactions, nothing else must fail on one.
        var transaction = _context.Database.CurrentTransaction is null ? Ambient.Of(_context) : null;
        var planned = await _interceptor.Services.Planner.PlanAsync(request, null, new JoinedContactReader(_interceptor.Services, _context), cancellationToken).ConfigureAwait(false);
        var pending = _interceptor.Pending.For(_context);
        if (_context.Database.CurrentTransaction is { } current)
        {
            return await StoreAsync(planned, pending, current.GetDbTransaction(), current.TransactionId, cancellationToken).ConfigureAwait(false);
        }

        if (transaction is not { } ambient)
        {
            pending.Add(planned);
            return Receipts.Provisional(planned.Rows);
        }

        await _context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var receipt = await StoreAsync(planned, pending, null, ambient.Id, cancellationToken).ConfigureAwait(false);
        if (receipt.IsProvisional)
        {
            // The scope may end after this use of the context.
            ambient.OnCommit(() => _interceptor.Services.Tell([planned.Rows]));
        }

        return receipt;
    }

    private async Task<SendReceipt> StoreAsync(
        PlannedRequest planned, PendingSends pending, System.Data.Common.DbTransaction? transaction, Guid transactionId, CancellationToken cancellationToken)
    {
        var stored = (await JoinedInsert.RunAsync(_interceptor.Services, _context, transaction, [planned], cancellationToken).ConfigureAwait(false))[0];
        if (stored.Result == AddResult.Added)
        {
            if (transaction is not null)
            {
                pending.TellOnCommit(transactionId, [planned.Rows]);
            }
        }
        else
        {
            _interceptor.Services.Metrics.NoteRequest(planned.Rows, stored.Result);
        }

        return Receipts.For(planned.Rows, stored) with { IsProvisional = stored.Result == AddResult.Added };
    }
}
