namespace Messaging.Providers.Resend;

/// <summary>What Resend answers to one email.</summary>
/// <param name="Id">Its id. A text, since its form is promised nowhere.</param>
internal sealed record ResendAnswer(string? Id);
