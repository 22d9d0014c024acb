namespace Messaging.Preferences;

/// <summary>One rule about contacts.</summary>
/// <param name="Name">What it looks at, in words for an explanation.</param>
/// <param name="Check">Finds what speaks against the message, or null. The states are those of the person and of the address; a state of which nothing is known is null.</param>
internal sealed record ContactRule(string Name, Func<ContactQuestion, ContactState?, ContactState?, ContactRefusal?> Check);
