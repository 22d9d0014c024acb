namespace Messaging.Providers.Resend;

/// <summary>The body of a refusal.</summary>
/// <param name="Name">The error's name. An open set: new ones come up.</param>
/// <param name="Message">What it says to people.</param>
internal sealed record ResendProblem(string? Name, string? Message);
