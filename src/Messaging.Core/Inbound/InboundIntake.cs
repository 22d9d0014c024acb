using System.Runtime.ExceptionServices;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Inbound;

/// <summary>Takes inbound messages: finds out whose they are, obeys and answers the words in them, and stores each once.</summary>
/// <remarks>Storing comes last: should the process die before, the provider repeats the webhook and everything is done again, which does no harm.</remarks>
internal sealed class InboundIntake : IInboundSink
{
    private const int MaxText = 100_000;
    private const int MaxLine = 255;
    private const int MaxSubject = 500;
    private const int MaxMedia = 100;

    private readonly IInboundStore _store;
    private readonly InboundOrigin _origin;
    private readonly InboundWords _words;
    private readonly InboundAnswers _answers;
    private readonly InboundWorker _worker;
    private readonly MessageIds _ids;
    private readonly StoreClock _clock;
    private readonly bool _hasHandler;

    public InboundIntake(
        IInboundStore store, InboundOrigin origin, InboundWords words, InboundAnswers answers, InboundWorker worker, MessageIds ids, StoreClock clock, IServiceProvider services)
    {
        (_store, _origin, _words, _answers, _worker, _ids, _clock) = (store, origin, words, answers, worker, ids, clock);
        _hasHandler = services.GetService<IServiceProviderIsService>()?.IsService(typeof(IInboundHandler)) == true;
    }

    public async Task TakeAsync(string provider, ProviderAccount account, IReadOnlyList<WebhookMessage> messages, CancellationToken cancellationToken)
    {
        // One that cannot be taken must not keep the words of others from being obeyed. The provider repeats all of them then, and those that were taken are known.
        Exception? failure = null;
        foreach (var message in messages)
        {
            try
            {
                await TakeAsync(provider, account, message, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    private async Task TakeAsync(string provider, ProviderAccount account, WebhookMessage message, CancellationToken cancellationToken)
    {
        var row = ToRow(provider, account, message);
        if ((await _store.ListAsync(new InboundFilter { Key = (row.Provider, row.EventKey) }, null, 1, cancellationToken).ConfigureAwait(false)).Count > 0)
        {
            return;
        }

        var (known, locale, tenants) = await _origin.FindAsync(row, account.Tenant, cancellationToken).ConfigureAwait(false);
        foreach (var tenant in tenants.Where(t => !string.Equals(t, known.TenantId, StringComparison.Ordinal)))
        {
            await _words.ObeyAsync(tenant, message, cancellationToken).ConfigureAwait(false);
        }

        var (meaning, contact) = await _words.ObeyAsync(known.TenantId, message, cancellationToken).ConfigureAwait(false);
        known = await _origin.AskHostAsync(known with { Meaning = meaning, ContactId = contact }, cancellationToken).ConfigureAwait(false);
        if (!message.IsAnswered)
        {
            await _answers.AnswerAsync(known, locale, cancellationToken).ConfigureAwait(false);
        }

        if (await _store.AddAsync(known, cancellationToken).ConfigureAwait(false) && known.State == InboundState.Waiting)
        {
            _worker.Notify();
        }
    }

    private InboundMessage ToRow(string provider, ProviderAccount account, WebhookMessage message)
    {
        var now = _clock.GetUtcNow();
        return new InboundMessage
        {
            Id = _ids.Next(),
            TenantId = account.Tenant,
            Provider = provider,
            EventKey = EventKeys.Of(account.Tenant, message.EventKey),
            Connection = account.Name,
            Channel = message.Channel,
            From = Line(ChannelAddress.TryNormalize(message.Channel, message.From, out var from, out _) ? from : message.From, MaxLine),
            To = Line(message.To, MaxLine),
            FromName = Line(message.FromName, MaxLine),
            Subject = Line(message.Subject, MaxSubject),
            Text = StorableText.Clean(message.Text, MaxText)!,
            Media = [.. message.Media.Take(MaxMedia)],
            ProviderMessageId = StorableText.Clean(message.ProviderMessageId, MaxLine),
            InReplyTo = StorableText.Clean(message.InReplyTo, MaxLine),
            WrittenAt = message.ReceivedAt.ToUniversalTime(),
            ReceivedAt = now,
            State = _hasHandler ? InboundState.Waiting : InboundState.Stored,
            DueAt = _hasHandler ? now : null,
        };
    }

    private static string Line(string text, int maxLength) =>
        StorableText.Clean(string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim(), maxLength)!;
}
