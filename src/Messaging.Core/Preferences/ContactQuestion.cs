namespace Messaging.Preferences;

/// <summary>What is asked of a contact's state: may this kind of message go there now?</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Category">The category.</param>
/// <param name="RequiresConsent">Whether the category needs consent.</param>
/// <param name="Topic">What the message is for.</param>
/// <param name="Now">The time.</param>
internal readonly record struct ContactQuestion(MessageChannel Channel, MessageCategory Category, bool RequiresConsent, string Topic, DateTimeOffset Now)
{
    public override string ToString() => $"ContactQuestion {{ Channel = {Channel}, Category = {Category} }}";
}
