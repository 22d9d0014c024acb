namespace Messaging.Tracking;

/// <summary>What a webhook request says.</summary>
public sealed record WebhookResult
{
    private WebhookResult(WebhookVerdict verdict) => Verdict = verdict;

    /// <summary>Whether it is believed.</summary>
    public WebhookVerdict Verdict { get; }

    /// <summary>Why it is not, in a short word that is safe to log; empty otherwise.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>What happened to messages that were sent.</summary>
    public IReadOnlyList<WebhookEvent> Events { get; private init; } = [];

    /// <summary>What people wrote.</summary>
    public IReadOnlyList<WebhookMessage> Messages { get; private init; } = [];

    /// <summary>How many entries could not be read. They do not keep the others from being applied.</summary>
    public int Skipped { get; private init; }

    /// <summary>The media type of the answer, or null for an answer without content.</summary>
    public string? ReplyType { get; init; }

    /// <summary>The content of the answer.</summary>
    public string Reply { get; init; } = "";

    /// <summary>It is not authentic.</summary>
    /// <param name="reason">Why: <c>no signature</c>, <c>wrong signature</c>, <c>stale</c>. Safe to log.</param>
    public static WebhookResult Forged(string reason) => new(WebhookVerdict.Forged) { Reason = reason };

    /// <summary>It is authentic, and not in the provider's form.</summary>
    /// <param name="reason">Why, safe to log.</param>
    public static WebhookResult Malformed(string reason) => new(WebhookVerdict.Malformed) { Reason = reason };

    /// <summary>It was read.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="messages">What people wrote.</param>
    /// <param name="skipped">How many entries could not be read.</param>
    public static WebhookResult Read(IReadOnlyList<WebhookEvent> events, IReadOnlyList<WebhookMessage>? messages = null, int skipped = 0) =>
        new(WebhookVerdict.Read) { Events = events, Messages = messages ?? [], Skipped = skipped };

    /// <summary>Counts only.</summary>
    public override string ToString() => $"WebhookResult {{ Verdict = {Verdict}, Reason = {Reason}, Events = {Events.Count}, Messages = {Messages.Count} }}";
}
