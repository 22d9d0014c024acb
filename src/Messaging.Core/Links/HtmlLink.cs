namespace Messaging.Links;

/// <summary>A link in HTML source.</summary>
/// <param name="Start">Where the value of its <c>href</c> begins, without quotes.</param>
/// <param name="Length">How long the value is as it is written.</param>
/// <param name="Url">The address, decoded.</param>
internal readonly record struct HtmlLink(int Start, int Length, string Url)
{
    /// <summary>The place only.</summary>
    public override string ToString() => $"HtmlLink {{ Start = {Start}, Length = {Length} }}";
}
