using Messaging.Messages;

namespace Messaging.Dispatching;

/// <summary>Puts a message off, or ends it when it would be worthless by then.</summary>
internal static class Deferral
{
    public static DeliveryChange Until(Delivery delivery, DateTimeOffset until, DecisionCode code, DateTimeOffset now, string facts) =>
        until >= delivery.ExpiresAt
            ? DeliveryTransition.Refuse(delivery, DeliveryOutcome.Expired, DecisionCode.ExpireLate, now, $"{code.Value}: {facts}")
            : DeliveryTransition.Release(
                delivery, until, new DeliveryDecision { DeliveryId = delivery.Id, LeaseToken = delivery.LeaseToken, Code = code, DecidedAt = now, Facts = facts });
}
