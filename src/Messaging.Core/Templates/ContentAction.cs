namespace Messaging.Templates;

/// <summary>A button of a push notification.</summary>
/// <param name="Id">What the application hears when it is pressed, such as <c>confirm</c>. Not a template.</param>
/// <param name="Title">What it says, as template source, or rendered.</param>
/// <param name="Link">Where it leads, as template source, or rendered; null for a button that the application handles.</param>
public sealed record ContentAction(string Id, string Title, string? Link = null)
{
    /// <summary>The id only: content must not reach a log.</summary>
    public override string ToString() => $"ContentAction {{ Id = {Id} }}";
}
