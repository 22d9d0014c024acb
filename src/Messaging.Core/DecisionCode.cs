namespace Messaging;

/// <summary>The stable code of a verdict on a message: what was decided, and why. Stored with the message and listed in <c>docs/decision-codes.md</c>.</summary>
/// <remarks>
/// Written as <c>verdict.reason</c>. Codes are stored, so a code once published keeps its meaning. Hosts compare with the members below; an unknown code comes from a newer version of the library.
/// </remarks>
/// <param name="Value">The code as text.</param>
public readonly record struct DecisionCode(string Value)
{
    /// <summary>Send as soon as a dispatcher is free.</summary>
    public static DecisionCode SendNow { get; } = new("send.now");

    /// <summary>Wait until the time the request named.</summary>
    public static DecisionCode DeferScheduled { get; } = new("defer.scheduled");

    /// <summary>Wait for the recipient's morning, or whatever else the hours of the channel allow.</summary>
    public static DecisionCode DeferSendHours { get; } = new("defer.send-hours");

    /// <summary>Wait because the provider asked for a pause. No attempt is used up.</summary>
    public static DecisionCode DeferThrottled { get; } = new("defer.throttled");

    /// <summary>Wait because the connection is misconfigured, such as a refused login. No attempt is used up.</summary>
    public static DecisionCode DeferConnectionPaused { get; } = new("defer.connection-paused");

    /// <summary>Wait because too many calls on the connection failed of late. No attempt is used up.</summary>
    public static DecisionCode DeferCircuitOpen { get; } = new("defer.circuit-open");

    /// <summary>Wait because the connection is used at the highest rate it is allowed. No attempt is used up.</summary>
    public static DecisionCode DeferRateLimited { get; } = new("defer.rate-limited");

    /// <summary>Wait because this application has no adapter for the channel. No attempt is used up.</summary>
    public static DecisionCode DeferNoAdapter { get; } = new("defer.no-adapter");

    /// <summary>Wait because this application does not know the template. No attempt is used up.</summary>
    public static DecisionCode DeferNoTemplate { get; } = new("defer.no-template");

    /// <summary>Wait because the message could not be prepared for a reason that may pass, such as a source of templates that does not answer. No attempt is used up.</summary>
    public static DecisionCode DeferUnprepared { get; } = new("defer.unprepared");

    /// <summary>Not sent: the recipient has no address for the channel.</summary>
    public static DecisionCode SuppressNoAddress { get; } = new("suppress.no-address");

    /// <summary>Wait for the recipient's next day: the most messages a person may get in a day were sent. No attempt is used up.</summary>
    public static DecisionCode DeferDailyCap { get; } = new("defer.daily-cap");

    /// <summary>Wait: a message that falls back on another channel is not due while the one before it may still arrive.</summary>
    public static DecisionCode DeferFallback { get; } = new("defer.fallback");

    /// <summary>Wait because what is known of the recipient changed again and again while the message was being sent. No attempt is used up.</summary>
    public static DecisionCode DeferContactChanged { get; } = new("defer.contact-changed");

    /// <summary>Not sent: the address is suppressed after a bounce, a complaint, or by an operator.</summary>
    public static DecisionCode SuppressAddress { get; } = new("suppress.address");

    /// <summary>Not sent: the recipient opted out.</summary>
    public static DecisionCode SuppressOptedOut { get; } = new("suppress.opted-out");

    /// <summary>Not sent: the recipient switched the channel off.</summary>
    public static DecisionCode SuppressChannelOff { get; } = new("suppress.channel-off");

    /// <summary>Not sent: the recipient switched this type of message off.</summary>
    public static DecisionCode SuppressTypeOff { get; } = new("suppress.type-off");

    /// <summary>Not sent: the category needs consent, and the recipient gave none or withdrew it.</summary>
    public static DecisionCode SuppressNoConsent { get; } = new("suppress.no-consent");

    /// <summary>Not sent: another channel of the request was chosen.</summary>
    public static DecisionCode SuppressNotChosen { get; } = new("suppress.not-chosen");

    /// <summary>Not sent: it was to fall back on another channel, and the message before it arrived, or was cancelled.</summary>
    public static DecisionCode SuppressFallbackNotNeeded { get; } = new("suppress.fallback-not-needed");

    /// <summary>Not sent: the channel takes free text only for a while after the recipient wrote, and there is no approved template to use instead.</summary>
    public static DecisionCode SuppressConversationClosed { get; } = new("suppress.conversation-closed");

    /// <summary>Not sent: the recipient source knows nobody under the key.</summary>
    public static DecisionCode SuppressUnknownRecipient { get; } = new("suppress.unknown-recipient");

    /// <summary>Not sent: the recipient's address, data and content were erased before the message was sent.</summary>
    public static DecisionCode SuppressErased { get; } = new("suppress.erased");

    /// <summary>Not sent: its time had passed.</summary>
    public static DecisionCode ExpireLate { get; } = new("expire.late");

    /// <summary>Not sent: cancelled by the host or an operator.</summary>
    public static DecisionCode CancelRequested { get; } = new("cancel.requested");

    /// <summary>Not sent: the template could not be rendered with the stored data.</summary>
    public static DecisionCode FailRender { get; } = new("fail.render");

    /// <summary>Given up: the provider was called 30,000 times, and asked for a pause each time.</summary>
    public static DecisionCode FailAttempts { get; } = new("fail.attempts");

    /// <summary>Given up: the process died three times while holding the message.</summary>
    public static DecisionCode FailPoison { get; } = new("fail.poison");

    /// <summary>Back in the queue: its dispatcher disappeared before the provider was called.</summary>
    public static DecisionCode RescueNotStarted { get; } = new("rescue.not-started");

    /// <summary>Held as unknown: its dispatcher disappeared, or hung, after it had announced the provider call.</summary>
    public static DecisionCode RescueUnknown { get; } = new("rescue.unknown");

    /// <summary>Sent again although an earlier attempt may have arrived; flagged as a possible duplicate before the second call.</summary>
    public static DecisionCode RetryPossibleDuplicate { get; } = new("retry.possible-duplicate");

    /// <summary>Sent again under the idempotency key of the first attempt, which the provider honours: the effect stays once.</summary>
    public static DecisionCode RetryUnderKey { get; } = new("retry.under-key");

    /// <summary>Sent by the next connection of its channel, after the one before certainly did not take it.</summary>
    public static DecisionCode RetryOtherConnection { get; } = new("retry.other-connection");

    /// <summary>Ended as unknown: no proof arrived in time and policy forbids, or retries exhausted, another attempt.</summary>
    public static DecisionCode EndUnknown { get; } = new("end.unknown");

    /// <summary>Sent again on an operator's request, as a new generation.</summary>
    public static DecisionCode ReplayRequested { get; } = new("replay.requested");

    /// <summary>Rendered with another version of the template than planned, because the source no longer has the planned one, or because a replay asked for the current one.</summary>
    public static DecisionCode NoteTemplateReplaced { get; } = new("note.template-replaced");

    /// <summary>Cut to the length that providers take for a text message.</summary>
    public static DecisionCode NoteSmsShortened { get; } = new("note.sms-shortened");

    /// <summary>The code as text, never null.</summary>
    public string Value { get; init; } = Value ?? "";

    internal bool IsDeferral => Value.StartsWith("defer.", StringComparison.Ordinal);

    internal bool IsRefusal => !IsDeferral && this != SendNow;

    /// <summary>The code as text.</summary>
    public override string ToString() => Value;
}
