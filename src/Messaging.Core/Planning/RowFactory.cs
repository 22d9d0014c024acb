using System.Security.Cryptography;
using System.Text.Json;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Templates;
using Microsoft.Extensions.Options;

namespace Messaging.Planning;

/// <summary>Makes the rows of a planned request.</summary>
internal sealed class RowFactory(MessageIds ids, IOptions<MessagingOptions> options)
{
    public PlannedRequest Create(
        MessageRequest request, IReadOnlyList<RecipientPlan> plans, TemplateVersion? template, TemplateData data, OriginalMessage? original, DateTimeOffset now, string? trace)
    {
        var requestId = ids.Next();
        var blobs = request.Attachments.Select(a => ToBlob(a, now)).ToList();
        var attachments = original?.Attachments.Select(a => a with { RequestId = requestId }).ToList()
            ?? request.Attachments.Select((a, i) => ToRow(AttachmentRules.Normalize(a), requestId, i, blobs[i].Hash)).ToList();
        var shared = new SharedValues(request, options.Value.For(request.Category), template, data, attachments.Count, original?.Id, requestId, now, trace);
        var rows = new NewRequest
        {
            Id = requestId,
            TenantId = request.Tenant,
            IdempotencyKey = request.IdempotencyKey,
            PayloadHash = request.IdempotencyKey is null ? default : RequestHash.Compute(request, data, [.. blobs.Select(b => b.Hash)]),
            CreatedAt = now,
            Messages = [.. plans.SelectMany(p => CreateFor(p, shared))],
            Attachments = attachments,
        };
        return new PlannedRequest(rows, [.. blobs.DistinctBy(b => b.Hash, StringComparer.Ordinal)]);
    }

    private IEnumerable<NewMessage> CreateFor(RecipientPlan plan, SharedValues shared)
    {
        var refused = plan.Decisions.Any(d => d.Verdict == Verdict.Suppress);
        var summary = (refused && plan.Decisions.Count > 1) || plan.Decisions.Any(d => d.Facts is not null)
            ? JsonSerializer.Serialize([.. plan.Decisions.Select(d => new PlannedChannel(d.Channel.Value, d.Code.Value, d.DueAt, d.Facts))], MessageJson.Default.ListPlannedChannel)
            : null;

        // Refused channels stand in the plan of the others; a recipient without any gets one suppressed message, so that nobody vanishes.
        var sendable = plan.Decisions.Where(d => d.Verdict != Verdict.Suppress).DefaultIfEmpty(plan.Decisions[0]);
        Guid? first = plan.Decisions.Any(d => d.Fallback is not null) ? ids.Next() : null;
        foreach (var decision in sendable)
        {
            yield return Create(plan, decision, shared, summary, first);
        }
    }

    private NewMessage Create(RecipientPlan plan, Decision decision, SharedValues shared, string? summary, Guid? first)
    {
        var (request, recipient, id) = (shared.Request, plan.Recipient, first is { } own && decision.Place == 0 ? own : ids.Next());
        var message = new Message
        {
            Id = id,
            RequestId = shared.RequestId,
            TenantId = request.Tenant,
            Channel = decision.Channel,
            RecipientId = recipient.Id,
            RecipientType = recipient.Type,
            TemplateCode = shared.Template?.Code ?? "",
            TemplateVersion = shared.Template?.Version ?? "",
            Variant = shared.Template is { } template ? VariantChoice.Of(template, request.Tenant, recipient.Id, decision.Address) : "",
            Type = request.Type,
            Category = request.Category,
            Priority = request.Priority,
            EntityType = request.Entity.Type,
            EntityId = request.Entity.Id,
            Tags = [.. request.Tags],
            CreatedBy = request.CreatedBy,
            Locale = plan.Locale,
            TimeZone = plan.TimeZone,
            CreatedAt = shared.Now,
            PlannedAt = decision.DueAt,
            PlannedCode = decision.Code,
            Plan = summary,
            OriginalId = shared.OriginalId,
            AttachmentCount = (short)shared.AttachmentCount,
            TraceParent = shared.Trace,
            FirstId = first,
            Step = decision.Place,
            FallbackWhen = decision.Fallback?.When ?? FallbackWhen.Failed,
            FallbackAfter = (int)(decision.Fallback?.After.TotalSeconds ?? 0),
        };
        var content = new MessageContent
        {
            Id = id,
            Address = decision.Address,
            RecipientName = recipient.Name,
            Data = shared.Template is null ? null : RecipientData.Merge(shared.Data, recipient.Data).ToJson(),
            Draft = shared.Draft,
            Metadata = shared.Metadata,
        };
        return new NewMessage(message, content, CreateDelivery(message, decision, shared));
    }

    private static Delivery CreateDelivery(Message message, Decision decision, SharedValues shared)
    {
        var suppressed = decision.Verdict == Verdict.Suppress;
        return new Delivery
        {
            Id = message.Id,
            TenantId = message.TenantId,
            Channel = message.Channel,
            LaneKey = LaneKey.Of(message.TenantId, message.Channel, message.Priority),
            WorkState = suppressed ? WorkState.Done : WorkState.Queued,
            Outcome = !suppressed ? DeliveryOutcome.None : decision.Code == DecisionCode.ExpireLate ? DeliveryOutcome.Expired : DeliveryOutcome.Suppressed,
            Policy = shared.Treatment.ResendWhenUnknown ? DeliveryPolicy.AtLeastOnce : DeliveryPolicy.AtMostOnce,
            DueAt = decision.DueAt,
            ExpiresAt = decision.ExpiresAt,
            FinishedAt = suppressed ? shared.Now : null,
        };
    }

    private static Blob ToBlob(MessageAttachment attachment, DateTimeOffset now) =>
        new() { Hash = Convert.ToHexStringLower(SHA256.HashData(attachment.Content.Span)), Content = attachment.Content.ToArray(), CreatedAt = now };

    private static StoredAttachment ToRow(MessageAttachment attachment, Guid requestId, int ordinal, string hash) => new()
    {
        RequestId = requestId,
        Ordinal = (short)ordinal,
        FileName = attachment.FileName,
        ContentType = attachment.ContentType,
        ContentId = attachment.ContentId,
        BlobHash = hash,
        Size = attachment.Content.Length,
    };

    /// <summary>What all messages of a request have in common.</summary>
    private sealed record SharedValues(
        MessageRequest Request, CategoryOptions Treatment, TemplateVersion? Template, TemplateData Data, int AttachmentCount, Guid? OriginalId, Guid RequestId, DateTimeOffset Now, string? Trace)
    {
        public string? Draft { get; } = new MessageDraft
        {
            Subject = Request.Content?.Subject,
            Text = Request.Content?.Text,
            Html = Request.Content?.Html,
            SenderName = Request.SenderName,
            ReplyTo = Request.ReplyTo,
            Cc = Request.Cc.Count == 0 ? null : [.. Request.Cc],
            Bcc = Request.Bcc.Count == 0 ? null : [.. Request.Bcc],
            Headers = Request.Headers.Count == 0 ? null : new Dictionary<string, string>(Request.Headers, StringComparer.OrdinalIgnoreCase),
        }.ToJson();

        public string? Metadata { get; } =
            Request.Metadata.Count == 0 ? null : JsonSerializer.Serialize(new Dictionary<string, string>(Request.Metadata, StringComparer.Ordinal), MessageJson.Default.DictionaryStringString);

        public override string ToString() => $"SharedValues {{ RequestId = {RequestId} }}";
    }
}
