using System.Collections.Concurrent;
using System.Globalization;
using Messaging.Channels;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Maintenance;

/// <summary>Asks providers that can be asked whether they have a message whose outcome is unknown. What they have is applied like any report.</summary>
internal sealed class ProofSeeker(ChannelDirectory channels, IEventStore events, DispatcherLease lease, StoreClock clock, TimeProvider time, MessagingMetrics metrics, IOptions<DispatcherOptions> options)
{
    /// <summary>The most questions of one sweep, so that a provider that hangs holds nothing else up for long.</summary>
    public const int MostQuestions = 64;

    private const int AtOnce = 16;
    private readonly TimeSpan _timeout = options.Value.ProviderTimeout;

    /// <summary>Asks about deliveries.</summary>
    /// <param name="deliveries">Parked deliveries.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <returns>Those that may be decided without further proof: nobody can be asked about them, or the provider could not say.</returns>
    public async Task<IReadOnlyList<Delivery>> SeekAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        var (undecided, askable) = (new ConcurrentBag<Delivery>(), new List<(Delivery Delivery, IStatusLookup Lookup)>());
        foreach (var delivery in deliveries)
        {
            var (lookup, isCertain) = await FindLookupAsync(delivery, cancellationToken).ConfigureAwait(false);
            if (lookup is null && isCertain)
            {
                undecided.Add(delivery);
            }
            else if (lookup is not null && lease.InstallationKey.Length > 0)
            {
                askable.Add((delivery, lookup));
            }
        }

        var reports = new ConcurrentBag<MessageEvent>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(askable.Take(MostQuestions), parallel, async (asked, token) =>
        {
            if (await AskAsync(asked.Delivery, asked.Lookup, token).ConfigureAwait(false) is { IsTaken: true } answer)
            {
                reports.Add(ToReport(asked.Delivery, answer));
            }
            else
            {
                undecided.Add(asked.Delivery);
            }
        }).ConfigureAwait(false);
        if (!reports.IsEmpty)
        {
            await events.ApplyAsync([.. reports], clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            MessagingMetrics.Add(metrics.Resolved, MessagingTags.Result, "proved", reports.Count);
        }

        return [.. undecided];
    }

    // Where the tenant's accounts cannot be had now, or the key of the installation is not known yet, nothing is decided: the next sweep asks.
    private async ValueTask<(IStatusLookup? Lookup, bool IsCertain)> FindLookupAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var serving = await channels.OfTenantAsync(delivery.TenantId, cancellationToken).ConfigureAwait(false);
            return (serving.Of(delivery.Channel).FirstOrDefault(c => string.Equals(c.Name, delivery.Connection, StringComparison.Ordinal))?.Find<IStatusLookup>(), true);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, false);
        }
    }

    private async Task<StatusAnswer> AskAsync(Delivery delivery, IStatusLookup lookup, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_timeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var query = new StatusQuery(
            new MessageReference(delivery.Id, delivery.Generation, delivery.Attempt), InstallationKeys.IdempotencyKey(lease.InstallationKey, delivery.Id, delivery.Generation),
            delivery.ProviderMessageId, delivery.StartedAt ?? delivery.DueAt);
        try
        {
            return await lookup.FindAsync(query, bound.Token).WaitAsync(bound.Token).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return StatusAnswer.Undecided;
        }
    }

    private MessageEvent ToReport(Delivery delivery, StatusAnswer answer)
    {
        var now = clock.GetUtcNow();
        return new MessageEvent
        {
            Provider = LateResult.Provider,
            EventKey = string.Create(CultureInfo.InvariantCulture, $"found-{delivery.Id:N}.{delivery.Generation}.{delivery.Attempt}"),
            DeliveryId = delivery.Id,
            Generation = delivery.Generation,
            Attempt = delivery.Attempt,
            ProviderMessageId = answer.ProviderMessageId,
            Kind = MessageEventKind.Accepted,
            OccurredAt = now,
            ReceivedAt = now,
        };
    }
}
