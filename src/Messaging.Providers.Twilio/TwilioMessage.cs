namespace Messaging.Providers.Twilio;

/// <summary>What is read of a message that Twilio answers with.</summary>
/// <param name="Sid">Its id.</param>
internal sealed record TwilioMessage(string? Sid);
