namespace Messaging.Tracking;

/// <summary>What to answer to a webhook request.</summary>
/// <param name="Status">The HTTP status: 200 applied; 400 not in the provider's form; 401 not authentic; 404 no such provider or connection; 500 and 503 could not be taken, so that the provider repeats it.</param>
/// <param name="MediaType">The media type of the content, or null for none.</param>
/// <param name="Content">The content.</param>
public sealed record WebhookAnswer(int Status, string? MediaType = null, string Content = "")
{
    /// <summary>The status only.</summary>
    public override string ToString() => $"WebhookAnswer {{ Status = {Status} }}";
}
