namespace Messaging.Tracking;

/// <summary>A picture or file that came with what a person wrote.</summary>
/// <param name="Url">Where the provider keeps it. Getting it may need the account's credentials. Never fetched by the library.</param>
/// <param name="ContentType">Its media type, or an empty string.</param>
/// <param name="FileName">Its name, or an empty string.</param>
public sealed record WebhookMedia(string Url, string ContentType, string FileName = "")
{
    /// <summary>The media type only.</summary>
    public override string ToString() => $"WebhookMedia {{ ContentType = {ContentType} }}";
}
