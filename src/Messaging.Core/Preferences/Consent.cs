namespace Messaging.Preferences;

/// <summary>What holds about one channel and topic.</summary>
/// <param name="Action">The latest word.</param>
/// <param name="Channel">The channel; none for all.</param>
/// <param name="Topic">The topic; empty for all.</param>
/// <param name="At">When it was said, UTC.</param>
/// <param name="Source">Where.</param>
/// <param name="Wording">The version of the words agreed to.</param>
public sealed record Consent(ConsentAction Action, MessageChannel Channel, string Topic, DateTimeOffset At, string Source, string Wording)
{
    /// <summary>The word and the channel only.</summary>
    public override string ToString() => $"Consent {{ Action = {Action}, Channel = {Channel} }}";
}
