using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Dispatching;

/// <summary>Asks once more, right before the call is announced, whether the recipient wants the message, and ties the announcement to the answer.</summary>
internal sealed class RecipientGate(IOptions<MessagingOptions> options)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>What speaks against sending, or null.</summary>
    public DeliveryChange? Check(ClaimedMessage claimed, ClaimFacts facts, DateTimeOffset now)
    {
        var (delivery, message) = (claimed.Delivery, claimed.Message);
        if (message is { Step: > 0, FirstId: { } first } && !delivery.Ambiguous)
        {
            var (verdict, until, why) = FallbackRule.Decide(message, [.. facts.Before(first, message.Step).Select(l => (l.When, l.Delivery))], now);
            if (verdict == FallbackVerdict.Wait)
            {
                return Deferral.Until(delivery, until, DecisionCode.DeferFallback, now, why);
            }

            if (verdict == FallbackVerdict.NotNeeded)
            {
                return DeliveryTransition.Refuse(delivery, DeliveryOutcome.Suppressed, DecisionCode.SuppressFallbackNotNeeded, now, why);
            }
        }

        if (facts.IsForeignDevice(claimed))
        {
            return DeliveryTransition.Refuse(delivery, DeliveryOutcome.Suppressed, DecisionCode.SuppressNoAddress, now, "signed out on the device since");
        }

        var question = new ContactQuestion(delivery.Channel, message.Category, options.Value.For(message.Category).RequiresConsent, message.Type, now);
        var (person, address) = facts.StatesOf(claimed);
        return ContactPolicy.Check(question, person, address) is { } refusal
            ? DeliveryTransition.Refuse(delivery, DeliveryOutcome.Suppressed, refusal.Code, now, refusal.Facts)
            : null;
    }

    /// <summary>Makes a start mark depend on nothing having changed since the check, and counts it on the day on which the message is first started.</summary>
    public DeliveryStart Guard(ClaimedMessage claimed, ClaimFacts facts, DeliveryStart start, DateTimeOffset now)
    {
        var (message, guarded) = (claimed.Message, facts.Guard(claimed, start));
        var limit = options.Value.For(message.Category).CountsTowardsDailyCap ? options.Value.DailyCap ?? 0 : 0;
        return limit == 0 || claimed.Delivery.CapDay != 0
            ? guarded
            : guarded with { CapContact = guarded.PersonId ?? guarded.AddressId, CapDay = LocalDay.Of(now, message.TimeZone), CapLimit = limit };
    }

    /// <summary>What becomes of a message whose mark was not granted although it is still ours.</summary>
    public static DeliveryChange NotStarted(ClaimedMessage claimed, DeliveryStart start, StartVerdict verdict, DateTimeOffset now) => verdict == StartVerdict.Capped
        ? Deferral.Until(claimed.Delivery, LocalDay.EndOf(start.CapDay, claimed.Message.TimeZone), DecisionCode.DeferDailyCap, now, LocalDay.Facts(start.CapLimit, start.CapDay, claimed.Message.TimeZone))
        : Deferral.Until(claimed.Delivery, now + LookAgain, DecisionCode.DeferContactChanged, now, "");
}
