using System.Linq.Expressions;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>The one meaning of a <see cref="MessageQuery"/>, in a form that memory and databases can evaluate.</summary>
public static class MessageQueryRule
{
    /// <summary>The filter of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="after">The creation time and id of the last message of the page before, or null for the first page.</param>
    /// <param name="now">The moment that tells scheduled from queued.</param>
    public static Expression<Func<MessageSummary, bool>> For(MessageQuery query, (DateTimeOffset CreatedAt, Guid Id)? after, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        var filter = new SummaryFilter(query.Tenant);

        // The index holds no empty id, and a plan made before the value is known may use it only if told that the value is none. So with an entity's.
        filter.And(query.RecipientId, value => s => s.Message.RecipientId == value);
        filter.AndIf(query.RecipientId is { Length: > 0 }, s => s.Message.RecipientId != "");
        filter.And(query.RecipientType, value => s => s.Message.RecipientType == value);
        filter.And(query.Type, value => s => s.Message.Type == value);
        filter.AndValue(query.Channel, value => s => s.Message.Channel == value);
        filter.AndValue(query.Category, value => s => s.Message.Category == value);
        filter.AndValue(query.RequestId, value => s => s.Message.RequestId == value);
        filter.AndValue(query.From, value => s => s.Message.CreatedAt >= value);
        filter.AndValue(query.Until, value => s => s.Message.CreatedAt < value);
        if (query.Entity is { } entity)
        {
            var (type, id) = (entity.Type, entity.Id);
            filter.And(s => s.Message.EntityType == type && s.Message.EntityId == id);
            filter.AndIf(id.Length > 0, s => s.Message.EntityId != "");
        }

        if (after is { } last)
        {
            var (createdAt, id) = (last.CreatedAt, last.Id);
            filter.And(s => s.Message.CreatedAt < createdAt || (s.Message.CreatedAt == createdAt && s.Message.Id.CompareTo(id) < 0));
        }

        AddMarks(filter, query.Marks);
        if (query.Status is { } status)
        {
            filter.AndDelivery(DeliveryStatusRule.Matching(status, now));
        }

        return filter.ToExpression();
    }

    private static void AddMarks(SummaryFilter filter, MessageMarks marks)
    {
        filter.AndIf(marks.HasFlag(MessageMarks.Opened), s => s.Delivery.OpenedAt != null);
        filter.AndIf(marks.HasFlag(MessageMarks.Clicked), s => s.Delivery.ClickedAt != null);
        filter.AndIf(marks.HasFlag(MessageMarks.Complained), s => s.Delivery.ComplainedAt != null);
        filter.AndIf(marks.HasFlag(MessageMarks.Unsubscribed), s => s.Delivery.UnsubscribedAt != null);
        filter.AndIf(marks.HasFlag(MessageMarks.PossibleDuplicate), s => s.Delivery.PossibleDuplicate);
        filter.AndIf(marks.HasFlag(MessageMarks.DuplicateConfirmed), s => s.Delivery.DuplicateConfirmed);
        filter.AndIf(marks.HasFlag(MessageMarks.Ambiguous), s => s.Delivery.Ambiguous);
    }
}
