using Messaging.Channels;
using Messaging.Contacts;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging;

/// <summary>Explains a request by doing what sending does – the same plan, the same rows, the same rendering – and storing none of it.</summary>
internal sealed class RequestExplainer(
    RequestPlanner planner, MessageRenderer renderer, ChannelDirectory channels, ContactIds ids, IContactStore contacts, IQueueStore queues, StoreClock clock,
    IOptions<MessagingOptions> options)
{
    public async Task<MessageExplanation> ExplainAsync(MessageRequest request, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(request, null, null, cancellationToken).ConfigureAwait(false);
        var settings = await queues.ListAsync(cancellationToken).ConfigureAwait(false);
        var messages = new List<ExplainedMessage>(planned.Rows.Messages.Count);
        foreach (var row in planned.Rows.Messages)
        {
            messages.Add(await ExplainAsync(row, settings, cancellationToken).ConfigureAwait(false));
        }

        var counts = await CountAsync(planned, cancellationToken).ConfigureAwait(false);
        return new MessageExplanation
        {
            Recipients = [.. planned.Plans.Select(p => DecisionTree.Of(planned.Input!, p, d => counts(p, d)))],
            Messages = messages,
            LeftOut = Receipts.Provisional(planned.Rows).LeftOut,
        };
    }

    // A forecast: the count that matters is that of the moment at which the message is about to be sent.
    private async Task<Func<RecipientPlan, Decision, (int Used, int Limit)?>> CountAsync(PlannedRequest planned, CancellationToken cancellationToken)
    {
        var request = planned.Input!.Request;
        if (options.Value.DailyCap is not { } limit || !options.Value.For(request.Category).CountsTowardsDailyCap)
        {
            return (_, _) => null;
        }

        var hash = await ids.GetAsync(null, cancellationToken).ConfigureAwait(false);
        var days = planned.Plans
            .SelectMany(p => p.Decisions.Where(d => d.Verdict != Verdict.Suppress).Select(d => (Key: (p, d), Day: DayOf(p, d))))
            .ToDictionary(d => d.Key, d => d.Day);
        var found = (await contacts.CountAsync([.. days.Values.Distinct()], cancellationToken).ConfigureAwait(false)).ToDictionary(c => (c.ContactId, c.Day), c => c.Used);
        return (p, d) => days.TryGetValue((p, d), out var day) ? (found.GetValueOrDefault(day), limit) : null;

        (Guid, int) DayOf(RecipientPlan plan, Decision decision)
        {
            var contact = plan.Target.PersonId ?? hash.OfAddress(request.Tenant, decision.Channel, decision.Address);
            return (contact, LocalDay.Of(decision.DueAt, plan.TimeZone));
        }
    }

    private async Task<ExplainedMessage> ExplainAsync(NewMessage row, IReadOnlyList<QueueSetting> settings, CancellationToken cancellationToken)
    {
        var message = row.Message;
        var isSent = row.Delivery.WorkState != WorkState.Done;
        var content = isSent ? (await renderer.RenderAsync(message, row.Content, frozen: false, cancellationToken).ConfigureAwait(false)).Content : null;
        return new ExplainedMessage
        {
            RecipientId = message.RecipientId,
            Channel = message.Channel,
            Code = message.PlannedCode,
            Facts = PlannedChannel.Read(message.Plan).FirstOrDefault(p => p.Channel == message.Channel.Value && p.Code == message.PlannedCode.Value)?.Facts,
            PlannedAt = message.PlannedAt,
            ExpiresAt = row.Delivery.ExpiresAt,
            Connection = (await channels.OfTenantAsync(message.TenantId, cancellationToken).ConfigureAwait(false)).Of(message.Channel).Select(c => c.Name).FirstOrDefault(),
            Template = message.TemplateCode,
            TemplateVersion = message.TemplateVersion,
            Locale = message.Locale,
            TimeZone = message.TimeZone,
            Pause = isSent ? QueueSetting.PauseOf(settings, row.Delivery, clock.GetUtcNow()) : null,
            Content = content,
            Sms = content is { Text: { } text } && message.Channel == MessageChannel.Sms ? SmsText.Measure(text) : null,
        };
    }
}
