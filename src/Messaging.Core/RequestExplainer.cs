using Messaging.Channels;
using Messaging.Dispatching;
using Messaging.Messages;
using Messaging.Planning;
using Messaging.Storage;

namespace Messaging;

/// <summary>Explains a request by doing what sending does – the same plan, the same rows, the same rendering – and storing none of it.</summary>
internal sealed class RequestExplainer(RequestPlanner planner, MessageRenderer renderer, ChannelDirectory channels)
{
    public async Task<MessageExplanation> ExplainAsync(MessageRequest request, CancellationToken cancellationToken)
    {
        var rows = (await planner.PlanAsync(request, null, cancellationToken).ConfigureAwait(false)).Rows;
        var messages = new List<ExplainedMessage>(rows.Messages.Count);
        foreach (var row in rows.Messages)
        {
            messages.Add(await ExplainAsync(row, cancellationToken).ConfigureAwait(false));
        }

        return new MessageExplanation { Messages = messages, LeftOut = Receipts.Provisional(rows).LeftOut };
    }

    private async Task<ExplainedMessage> ExplainAsync(NewMessage row, CancellationToken cancellationToken)
    {
        var message = row.Message;
        var isSent = row.Delivery.WorkState != WorkState.Done;
        return new ExplainedMessage
        {
            RecipientId = message.RecipientId,
            Channel = message.Channel,
            Code = message.PlannedCode,
            Facts = PlannedChannel.Read(message.Plan).FirstOrDefault(p => p.Channel == message.Channel.Value)?.Facts,
            PlannedAt = message.PlannedAt,
            ExpiresAt = row.Delivery.ExpiresAt,
            Connection = channels.Find(message.Channel)?.Name,
            Template = message.TemplateCode,
            TemplateVersion = message.TemplateVersion,
            Locale = message.Locale,
            TimeZone = message.TimeZone,
            Content = isSent ? (await renderer.RenderAsync(message, row.Content, frozen: false, cancellationToken).ConfigureAwait(false)).Content : null,
        };
    }
}
