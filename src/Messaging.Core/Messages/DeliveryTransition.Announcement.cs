namespace Messaging.Messages;

public static partial class DeliveryTransition
{
    /// <summary>Whether a claimed delivery can be sent again without a second effect: only by the same connection, within its memory, with the very content it was given.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="connection">The connection that would be called.</param>
    /// <param name="honoursKeys">Whether it honours idempotency keys.</param>
    /// <param name="isFrozen">Whether the content of the first attempt was kept.</param>
    /// <param name="now">The time.</param>
    internal static bool IsUnderKey(Delivery delivery, string connection, bool honoursKeys, bool isFrozen, DateTimeOffset now) =>
        honoursKeys && delivery.KeyExpiresAt > now && isFrozen && string.Equals(connection, delivery.Connection, StringComparison.Ordinal);

    /// <summary>The end of a claimed delivery that may have arrived and must not be sent twice, or null when it may be announced.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="underKey">What <see cref="IsUnderKey"/> said.</param>
    /// <param name="now">The time.</param>
    internal static DeliveryChange? RefuseRepetition(Delivery delivery, bool underKey, DateTimeOffset now) =>
        delivery.Ambiguous && !underKey && delivery.Policy == DeliveryPolicy.AtMostOnce
            ? Refuse(delivery, DeliveryOutcome.Unknown, DecisionCode.EndUnknown, now, "the first attempt's connection, key or content is gone")
            : null;

    /// <summary>The announcement of the next attempt.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="connection">The connection that will be called.</param>
    /// <param name="keyExpiresAt">Until when it honours a key that is given to it now, or null when it honours none.</param>
    /// <param name="underKey">What <see cref="IsUnderKey"/> said.</param>
    internal static DeliveryStart Announce(Delivery delivery, string connection, DateTimeOffset? keyExpiresAt, bool underKey) => new()
    {
        Id = delivery.Id,
        LeaseToken = delivery.LeaseToken,
        OwnerEpoch = delivery.OwnerEpoch!.Value,
        Attempt = (short)(delivery.Attempt + 1),
        Connection = connection,
        KeyExpiresAt = keyExpiresAt,
        PossibleDuplicate = delivery.Ambiguous && !underKey,
    };

    /// <summary>The delivery as the dispatcher knows it once its announcement is granted: what the outcome is judged against.</summary>
    /// <param name="delivery">The delivery as it was claimed.</param>
    /// <param name="start">The announcement.</param>
    internal static Delivery Announced(Delivery delivery, DeliveryStart start) =>
        delivery with { Attempt = start.Attempt, KeyExpiresAt = KeyOf(delivery, start), Connection = start.Connection };
}
