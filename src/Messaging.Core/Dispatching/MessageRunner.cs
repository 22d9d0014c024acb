using Messaging.Channels;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Storage;
using Messaging.Templates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Checks a claimed message once more and renders it: everything that happens before the call is announced.</summary>
internal sealed class MessageRunner(
    ChannelDirectory channels, MessageRenderer renderer, RecipientGate gate, ConnectionHealth health, DeliveryRules rules, IOptions<MessagingOptions> options, StoreClock clock,
    ILogger<MessageRunner> logger)
{
    private const short MaxAttempts = 30_000;
    private static readonly TimeSpan Unserved = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(30);

    /// <summary>Prepares one message.</summary>
    /// <param name="claimed">The message.</param>
    /// <param name="attachments">The attachments of the requests it was claimed with, while they are being loaded.</param>
    /// <param name="facts">What is known of its contacts and of its chain.</param>
    /// <param name="installationKey">The first part of its idempotency key.</param>
    /// <param name="cancellationToken">Ends the preparation.</param>
    public async ValueTask<PreparedMessage> PrepareAsync(
        ClaimedMessage claimed, Task<IReadOnlyDictionary<Guid, IReadOnlyList<MessageAttachment>>> attachments, ClaimFacts facts, string installationKey,
        CancellationToken cancellationToken)
    {
        var (delivery, now) = (claimed.Delivery, clock.GetUtcNow());
        try
        {
            var serving = await channels.OfTenantAsync(delivery.TenantId, cancellationToken).ConfigureAwait(false);
            var choice = ConnectionChoice.Of(serving.Of(delivery.Channel), delivery, health, now);
            if (CheckAgain(claimed, facts, choice, now) is { } refusal)
            {
                return PreparedMessage.Refuse(refusal);
            }

            var content = claimed.Content!;
            var honoursKeys = choice.Connection!.Adapter.Capabilities.IdempotencyWindow is not null;
            var underKey = DeliveryTransition.IsUnderKey(delivery, choice.Connection.Name, honoursKeys, content.Payload is not null, now);
            if (DeliveryTransition.RefuseRepetition(delivery, underKey, now) is { } unrepeatable)
            {
                return PreparedMessage.Refuse(unrepeatable);
            }

            var files = (await attachments.ConfigureAwait(false)).GetValueOrDefault(claimed.Message.RequestId) ?? [];
            var (rendered, note) = await renderer.RenderAsync(claimed.Message, content, frozen: content.Payload is not null, cancellationToken, delivery.UseCurrentTemplate).ConfigureAwait(false);
            if (InConversation(claimed, facts, choice.Connection!, rendered, now) is not { } allowed)
            {
                return PreparedMessage.Refuse(DeliveryTransition.Refuse(delivery, DeliveryOutcome.Suppressed, DecisionCode.SuppressConversationClosed, now, choice.Connection!.Name));
            }

            return Send(claimed, content, choice, allowed, files, installationKey, underKey, now, note, facts);
        }
        catch (TemplateException e) when (e.Error == TemplateError.NotFound)
        {
            // Another process stored it, or will send it: one that runs a newer version of the host, mostly.
            return NotNow(delivery, DecisionCode.DeferNoTemplate, now, claimed.Message.TemplateCode);
        }
        catch (TemplateException e)
        {
            Log.RenderFailed(logger, delivery.Id, e.Error.ToString(), e.Part ?? "");
            return PreparedMessage.Refuse(DeliveryTransition.Refuse(delivery, DeliveryOutcome.Rejected, DecisionCode.FailRender, now, $"{e.Error} {e.Part} {e.Value}".TrimEnd()));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A source of templates or files that does not answer, mostly: that passes.
            return NotNow(delivery, DecisionCode.DeferUnprepared, now, e.GetType().Name);
        }
    }

    private PreparedMessage NotNow(Delivery delivery, DecisionCode code, DateTimeOffset now, string facts)
    {
        Log.PreparationFailed(logger, delivery.Id, code.Value, facts);
        return PreparedMessage.Refuse(Deferral.Until(delivery, now + Unserved, code, now, facts));
    }

    // What may have changed since the message was planned.
    private DeliveryChange? CheckAgain(ClaimedMessage claimed, ClaimFacts facts, ConnectionChoice choice, DateTimeOffset now)
    {
        var (delivery, message) = (claimed.Delivery, claimed.Message);
        if (now >= delivery.ExpiresAt)
        {
            return DeliveryTransition.Expire(delivery, now);
        }

        if (delivery.Attempt >= MaxAttempts)
        {
            return DeliveryTransition.Refuse(delivery, DeliveryOutcome.Exhausted, DecisionCode.FailAttempts, now);
        }

        if (claimed.Content is null)
        {
            return DeliveryTransition.Refuse(delivery, DeliveryOutcome.Suppressed, DecisionCode.SuppressErased, now);
        }

        if (gate.Check(claimed, facts, now) is { } unwanted)
        {
            return unwanted;
        }

        if (choice.Connection is null)
        {
            return choice.Block is { } block
                ? Deferral.Until(delivery, block.Until < delivery.ExpiresAt ? block.Until : now + Unserved, block.Code, now, block.Connection)
                : Deferral.Until(delivery, now + Unserved, DecisionCode.DeferNoAdapter, now, delivery.Channel.Value);
        }

        return options.Value.HoursFor(message.Category).TryGetValue(delivery.Channel, out var hours) && hours.NextAllowed(now, message.TimeZone) is { } allowed && allowed > now
            ? Deferral.Until(delivery, allowed, DecisionCode.DeferSendHours, now, hours.Facts(message.TimeZone, allowed))
            : null;
    }

    // Free text where it is taken, the approved template otherwise, and null where there is none.
    private static RenderedContent? InConversation(ClaimedMessage claimed, ClaimFacts facts, ChannelConnection connection, RenderedContent rendered, DateTimeOffset now)
    {
        if (ConversationRule.Of(connection.Adapter.Capabilities) is not { } rule)
        {
            return rendered;
        }

        var approved = rule.TakesApproved ? rendered.Approved : null;
        var lastInbound = facts.StatesOf(claimed).Address?.LastInboundAt(claimed.Delivery.Channel);
        return rule.IsOpen(lastInbound, now) && rendered.Text is not null ? rendered with { Approved = null } : approved is null ? null : rendered with { Approved = approved };
    }

    private PreparedMessage Send(
        ClaimedMessage claimed, MessageContent content, ConnectionChoice choice, RenderedContent rendered,
        IReadOnlyList<MessageAttachment> attachments, string installationKey, bool underKey, DateTimeOffset now, DecisionCode? note, ClaimFacts facts)
    {
        var (message, delivery, connection) = (claimed.Message, claimed.Delivery, choice.Connection!);
        var draft = MessageDraft.Parse(content.Draft);
        var window = connection.Adapter.Capabilities.IdempotencyWindow;
        DateTimeOffset? keyExpiresAt = window is { } length ? now + ((length < LongestWindow ? length : LongestWindow) * rules.KeyWindowShare) : null;
        var start = DeliveryTransition.Announce(delivery, connection.Name, keyExpiresAt, underKey) with
        {
            Segments = delivery.Channel == MessageChannel.Sms ? (short)SmsText.Measure(rendered.Text ?? "").Segments : (short)0,
            Payload = window is null || content.Payload is not null ? null : MessageRenderer.Freeze(rendered),
        };
        start = gate.Guard(claimed, facts, start, now);
        var outbound = new OutboundMessage
        {
            Id = delivery.Id,
            IdempotencyKey = InstallationKeys.IdempotencyKey(installationKey, delivery.Id, delivery.Generation),
            Channel = delivery.Channel,
            Address = content.Address,
            Content = rendered,
            Tenant = message.TenantId,
            RecipientId = message.RecipientId,
            RecipientType = message.RecipientType,
            RecipientName = content.RecipientName,
            Category = message.Category,
            Type = message.Type,
            Entity = new EntityReference(message.EntityType, message.EntityId),
            Locale = message.Locale,
            CreatedAt = message.CreatedAt,
            SenderName = draft.SenderName,
            ReplyTo = draft.ReplyTo,
            Cc = connection.Adapter.Capabilities.Copies ? draft.Cc ?? [] : [],
            Bcc = connection.Adapter.Capabilities.Copies ? draft.Bcc ?? [] : [],
            Headers = draft.Headers ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
            Attachments = connection.Adapter.Capabilities.Attachments ? attachments : [],
            Attempt = start.Attempt,
            Generation = delivery.Generation,
        };
        return PreparedMessage.Send(delivery, choice, start, outbound, Note(claimed, note, now), message.TraceParent);
    }

    private static DeliveryDecision? Note(ClaimedMessage claimed, DecisionCode? note, DateTimeOffset now) => note is { } code
        ? new DeliveryDecision { DeliveryId = claimed.Delivery.Id, LeaseToken = claimed.Delivery.LeaseToken, Code = code, DecidedAt = now, Facts = $"planned {claimed.Message.TemplateVersion}" }
        : null;
}
