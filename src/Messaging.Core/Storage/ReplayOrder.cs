namespace Messaging.Storage;

/// <summary>How to send dead letters again.</summary>
/// <param name="Facts">Who asked and why, for the decision of each message.</param>
/// <param name="Now">The time of the call.</param>
/// <param name="ExpiresAt">When the new generation becomes worthless, by category.</param>
/// <param name="UseCurrentTemplate">Whether to render with the template's version that is current when it is sent.</param>
public sealed record ReplayOrder(string Facts, DateTimeOffset Now, Func<MessageCategory, DateTimeOffset> ExpiresAt, bool UseCurrentTemplate);
