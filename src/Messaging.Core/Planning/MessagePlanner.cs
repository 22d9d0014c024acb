using Messaging.Channels;
using Messaging.Preferences;

namespace Messaging.Planning;

/// <summary>Decides which recipient gets a message on which channel and when. Pure: no clock, no I/O, no container.</summary>
internal static class MessagePlanner
{
    private const string NoDevice = "the person has no registered device";

    /// <summary>Plans a request.</summary>
    /// <param name="input">Everything the plan depends on.</param>
    /// <param name="errors">Takes addresses that are wrong, which is a mistake of the caller and no verdict.</param>
    /// <returns>One plan per target, in their order.</returns>
    public static IReadOnlyList<RecipientPlan> Plan(PlanInput input, ICollection<MessageError> errors)
    {
        var plans = new List<RecipientPlan>(input.Targets.Count);
        foreach (var target in input.Targets)
        {
            var recipient = target.Recipient;
            var zone = recipient.TimeZone.Length > 0 ? recipient.TimeZone : input.DefaultTimeZone;
            var locale = recipient.Locale.Length > 0 ? recipient.Locale : input.DefaultLocale;
            var decisions = new List<Decision>(target.Channels.Count);
            foreach (var channel in target.Channels)
            {
                if (channel == MessageChannel.Push && target.Devices is { Count: > 0 } devices)
                {
                    decisions.AddRange(devices.Select(d => Decide(input, target, channel, d.Device.Token, d.State, locale, zone, errors) with { Device = d }));
                }
                else
                {
                    decisions.Add(Decide(input, target, channel, recipient.AddressFor(channel), target.Addresses.GetValueOrDefault(channel), locale, zone, errors));
                }
            }

            plans.Add(new RecipientPlan(recipient, locale, zone, RoutePlanner.Route(input, decisions, zone), target));
        }

        return plans;
    }

    /// <summary>Finds the wrong addresses of a request that will not be planned, because something else is wrong too.</summary>
    public static void CheckAddresses(MessageRequest request, IReadOnlyList<MessageChannel> channels, ICollection<MessageError> errors)
    {
        for (var i = 0; i < Math.Min(request.To.Count, MessageRequest.MaxRecipients); i++)
        {
            foreach (var channel in channels.Where(c => !c.IsEmpty))
            {
                if (request.To[i]?.AddressFor(channel) is { Length: > 0 } raw && !ChannelAddress.TryNormalize(channel, raw, out _, out var problem))
                {
                    errors.Add(new MessageError($"To[{i}].{MemberOf(request.To[i], channel)}", problem));
                }
            }
        }
    }

    /// <summary>What is asked of the contacts of a message.</summary>
    public static ContactQuestion QuestionOf(PlanInput input, MessageChannel channel) =>
        new(channel, input.Request.Category, input.RequiresConsent, input.Request.Type, input.Now);

    /// <summary>When a message would be sent by the clock alone.</summary>
    public static (DateTimeOffset DueAt, DecisionCode Code, string? Facts) TimeOf(PlanInput input, MessageChannel channel, string zone)
    {
        var isScheduled = input.Request.SendAt is { } at && at > input.Now;
        var dueAt = isScheduled ? input.Request.SendAt!.Value.ToUniversalTime() : input.Now;
        if (input.SendHours.TryGetValue(channel, out var hours) && hours.NextAllowed(dueAt, zone) is { } allowed && allowed > dueAt)
        {
            return (allowed, DecisionCode.DeferSendHours, hours.Facts(zone, allowed));
        }

        return (dueAt, isScheduled ? DecisionCode.DeferScheduled : DecisionCode.SendNow, null);
    }

    /// <summary>Whether a channel that takes free text only in a conversation takes a message, and in which form; nothing for other channels.</summary>
    public static (DecisionCode? Refusal, string? Facts) ConversationOf(PlanInput input, MessageChannel channel, ContactState? state, string locale, DateTimeOffset at) =>
        ConversationRule.Of(input.Served.GetValueOrDefault(channel)) is { } rule
            ? rule.Check(state?.LastInboundAt(channel), input.Template?.Find(channel, locale)?.Approved, at)
            : (null, null);

    private static Decision Decide(
        PlanInput input, PlanTarget target, MessageChannel channel, string raw, ContactState? state, string locale, string zone, ICollection<MessageError> errors)
    {
        var (dueAt, code, facts) = TimeOf(input, channel, zone);
        var expiresAt = input.Request.ExpiresAt?.ToUniversalTime() ?? dueAt + input.ExpiresAfter;
        if (target.IsUnknown && (raw.Length == 0 || target.Asked.IsRole || (channel == MessageChannel.InApp && !target.Asked.Addresses.ContainsKey(channel))))
        {
            return new Decision(channel, Verdict.Suppress, DecisionCode.SuppressUnknownRecipient, dueAt, expiresAt, "");
        }

        if (raw.Length == 0)
        {
            return new Decision(channel, Verdict.Suppress, DecisionCode.SuppressNoAddress, dueAt, expiresAt, "", channel == MessageChannel.Push && target.Devices is not null ? NoDevice : null);
        }

        if (!ChannelAddress.TryNormalize(channel, raw, out var address, out var problem))
        {
            if (target.Asked.AddressFor(channel).Length == 0)
            {
                return new Decision(channel, Verdict.Suppress, DecisionCode.SuppressNoAddress, dueAt, expiresAt, "", "the recipient source has none that is valid");
            }

            errors.Add(new MessageError($"To[{target.Index}].{MemberOf(target.Asked, channel)}", problem));
            address = "";
        }

        if (ContactPolicy.Check(QuestionOf(input, channel), target.Person, state) is { } refusal)
        {
            return new Decision(channel, Verdict.Suppress, refusal.Code, dueAt, expiresAt, address, refusal.Facts);
        }

        if (expiresAt <= input.Now || (code == DecisionCode.DeferSendHours && expiresAt <= dueAt))
        {
            return new Decision(channel, Verdict.Suppress, DecisionCode.ExpireLate, dueAt, expiresAt, address, facts is null ? $"expired {expiresAt:O}" : $"expires {expiresAt:O}; {facts}");
        }

        var (closed, words) = ConversationOf(input, channel, state, locale, dueAt);
        facts = facts is not null && words is not null ? $"{facts}; {words}" : facts ?? words;
        return closed is { } reason
            ? new Decision(channel, Verdict.Suppress, reason, dueAt, expiresAt, address, words)
            : new Decision(channel, code == DecisionCode.SendNow ? Verdict.Send : Verdict.Defer, code, dueAt, expiresAt, address, facts);
    }

    private static string MemberOf(Recipient recipient, MessageChannel channel)
    {
        if (recipient.Addresses.ContainsKey(channel))
        {
            return $"Addresses[{channel}]";
        }

        return channel == MessageChannel.Email ? nameof(Recipient.Email) : channel == MessageChannel.InApp ? nameof(Recipient.Id) : nameof(Recipient.Phone);
    }
}
