namespace Messaging.Preferences;

/// <summary>That a contact wants nothing any more.</summary>
/// <param name="Channel">On which channel; none for all.</param>
/// <param name="At">Since when.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Reason">Why, or empty.</param>
internal sealed record OptOut(MessageChannel Channel, DateTimeOffset At, string Source, string Reason)
{
    public override string ToString() => $"OptOut {{ Channel = {Channel} }}";
}
