using System.Linq.Expressions;
using Messaging.Messages;

namespace Messaging.Storage;

/// <summary>Joins conditions on messages and deliveries into one expression over both.</summary>
internal sealed class SummaryFilter
{
    private readonly ParameterExpression _summary = Expression.Parameter(typeof(MessageSummary), "s");
    private Expression _body;

    public SummaryFilter(string tenant) => _body = Rebind(s => s.Message.TenantId == tenant);

    public void And(Expression<Func<MessageSummary, bool>> condition) => _body = Expression.AndAlso(_body, Rebind(condition));

    public void AndIf(bool wanted, Expression<Func<MessageSummary, bool>> condition)
    {
        if (wanted)
        {
            And(condition);
        }
    }

    public void And(string? value, Func<string, Expression<Func<MessageSummary, bool>>> condition)
    {
        if (value is not null)
        {
            And(condition(value));
        }
    }

    public void AndValue<T>(T? value, Func<T, Expression<Func<MessageSummary, bool>>> condition)
        where T : struct
    {
        if (value is { } given)
        {
            And(condition(given));
        }
    }

    public void AndDelivery(Expression<Func<Delivery, bool>> condition) =>
        _body = Expression.AndAlso(
            _body,
            new Replacement(condition.Parameters[0], Expression.Property(_summary, nameof(MessageSummary.Delivery))).Visit(condition.Body));

    public Expression<Func<MessageSummary, bool>> ToExpression() => Expression.Lambda<Func<MessageSummary, bool>>(_body, _summary);

    private Expression Rebind(Expression<Func<MessageSummary, bool>> condition) => new Replacement(condition.Parameters[0], _summary).Visit(condition.Body);

    private sealed class Replacement(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
