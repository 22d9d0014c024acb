using System.Globalization;

namespace Messaging.Preferences;

/// <summary>Whether a message may go to a contact. Pure; the same rules answer when a message is planned, right before it is sent, and when it is explained.</summary>
internal static class ContactPolicy
{
    /// <summary>The name of the rule about consent.</summary>
    public const string ConsentRule = "consent";

    /// <summary>The rules in the order they are asked; the first that speaks against the message decides.</summary>
    public static IReadOnlyList<ContactRule> Rules { get; } =
    [
        new("suppression", Suppressed),
        new("opt-out", OptedOut),
        new("channel switch", SwitchedOff),
        new("message type", TypeOff),
        new(ConsentRule, Unconsented),
    ];

    /// <summary>What speaks against the message, or null.</summary>
    /// <param name="question">What is to be sent.</param>
    /// <param name="person">What is known of the person.</param>
    /// <param name="address">What is known of the address.</param>
    public static ContactRefusal? Check(in ContactQuestion question, ContactState? person, ContactState? address)
    {
        if (person is null && address is null && !question.RequiresConsent)
        {
            return null;
        }

        foreach (var rule in Rules)
        {
            if (rule.Check(question, person, address) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>The newest word that covers a channel and a topic, or null without any.</summary>
    public static Consent? Latest(MessageChannel channel, string topic, ContactState? person, ContactState? address)
    {
        Consent? latest = null;
        foreach (var consent in (person?.Consents ?? []).Concat(address?.Consents ?? []))
        {
            var covers = (consent.Channel.IsEmpty || consent.Channel == channel) && (consent.Topic.Length == 0 || string.Equals(consent.Topic, topic, StringComparison.Ordinal));

            // Of two at the same moment the withdrawal counts.
            if (covers && consent.Action != ConsentAction.Request
                && (latest is null || consent.At > latest.At || (consent.At == latest.At && consent.Action == ConsentAction.Withdraw)))
            {
                latest = consent;
            }
        }

        return latest;
    }

    private static ContactRefusal? Suppressed(ContactQuestion question, ContactState? person, ContactState? address)
    {
        foreach (var mark in (address?.Suppressions ?? []).Concat(person?.Suppressions ?? []))
        {
            if (mark.Holds(question.Channel, question.Now) && (mark.Reason != SuppressionReason.Complaint || question.Category != MessageCategory.Security))
            {
                var until = mark.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $" until {end:O}") : "";
                return new(DecisionCode.SuppressAddress, string.Create(CultureInfo.InvariantCulture, $"{Word(mark.Reason)} {mark.At:O}{until} {mark.Source}").TrimEnd());
            }
        }

        return null;
    }

    private static ContactRefusal? OptedOut(ContactQuestion question, ContactState? person, ContactState? address)
    {
        if (question.Category == MessageCategory.Security)
        {
            return null;
        }

        foreach (var optOut in (person?.OptOuts ?? []).Concat(address?.OptOuts ?? []))
        {
            if (optOut.Channel.IsEmpty || optOut.Channel == question.Channel)
            {
                return new(DecisionCode.SuppressOptedOut, string.Create(CultureInfo.InvariantCulture, $"{(optOut.Channel.IsEmpty ? "all channels" : optOut.Channel.Value)} {optOut.At:O} {optOut.Source}").TrimEnd());
            }
        }

        return null;
    }

    private static ContactRefusal? SwitchedOff(ContactQuestion question, ContactState? person, ContactState? address) =>
        question.Category != MessageCategory.Security && person?.Preferences is { } preferences && !preferences.IsOn(question.Channel)
            ? new(DecisionCode.SuppressChannelOff, string.Create(CultureInfo.InvariantCulture, $"{question.Channel} off {preferences.UpdatedAt:O}"))
            : null;

    private static ContactRefusal? TypeOff(ContactQuestion question, ContactState? person, ContactState? address) =>
        question.Category != MessageCategory.Security && question.Topic.Length > 0
        && person?.Preferences is { } preferences && preferences.ChannelsByType.TryGetValue(question.Topic, out var channels) && channels.Count == 0
            ? new(DecisionCode.SuppressTypeOff, string.Create(CultureInfo.InvariantCulture, $"{question.Topic} off {preferences.UpdatedAt:O}"))
            : null;

    private static ContactRefusal? Unconsented(ContactQuestion question, ContactState? person, ContactState? address)
    {
        if (!question.RequiresConsent && question.Category != MessageCategory.Marketing)
        {
            return null;
        }

        // A host may leave asking to itself; what somebody withdrew here is withdrawn all the same.
        var latest = Latest(question.Channel, question.Topic, person, address);
        if (latest is { Action: ConsentAction.Grant } || (latest is null && !question.RequiresConsent))
        {
            return null;
        }

        return latest is null
            ? new(DecisionCode.SuppressNoConsent, question.Topic.Length == 0 ? "none recorded" : $"none recorded for {question.Topic}")
            : new(DecisionCode.SuppressNoConsent, string.Create(CultureInfo.InvariantCulture, $"withdrawn {latest.At:O} {latest.Source}").TrimEnd());
    }

    private static string Word(SuppressionReason reason) => reason switch
    {
        SuppressionReason.HardBounce => "hard-bounce",
        SuppressionReason.Complaint => "complaint",
        SuppressionReason.SoftBounce => "soft-bounces",
        SuppressionReason.Erased => "erased",
        _ => "manual",
    };
}
