using Messaging.Channels;
using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>What the runner made of a claimed message: something to send, or a change that ends the matter.</summary>
internal sealed record PreparedMessage
{
    private PreparedMessage()
    {
    }

    /// <summary>The change to record instead of sending, or null.</summary>
    public DeliveryChange? Refusal { get; private init; }

    /// <summary>The delivery as it will be once started.</summary>
    public Delivery Delivery { get; private init; } = null!;

    /// <summary>The connection to send on.</summary>
    public ChannelConnection Connection { get; private init; } = null!;

    /// <summary>The connections to turn to if that one certainly does not take it.</summary>
    public IReadOnlyList<ChannelConnection> Others { get; private init; } = [];

    /// <summary>The announcement of the call.</summary>
    public DeliveryStart Start { get; private init; } = null!;

    /// <summary>What to hand to the adapter.</summary>
    public OutboundMessage Message { get; private init; } = null!;

    /// <summary>The trace context of the request, or null.</summary>
    public string? TraceParent { get; private init; }

    /// <summary>A verdict to append with the result, or null.</summary>
    public DeliveryDecision? Note { get; private init; }

    public static PreparedMessage Refuse(DeliveryChange change) => new() { Refusal = change };

    public static PreparedMessage Send(
        Delivery delivery, ConnectionChoice choice, DeliveryStart start, OutboundMessage message, DeliveryDecision? note, string? traceParent) => new()
    {
        Delivery = DeliveryTransition.Announced(delivery, start),
        Connection = choice.Connection!,
        Others = choice.Others,
        Start = start,
        Message = message,
        Note = note,
        TraceParent = traceParent,
    };
}
