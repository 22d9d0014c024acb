namespace Messaging.Preferences;

/// <summary>Why a message may not go to a contact.</summary>
/// <param name="Code">The code of the rule.</param>
/// <param name="Facts">The values that decided, without addresses.</param>
internal sealed record ContactRefusal(DecisionCode Code, string Facts);
