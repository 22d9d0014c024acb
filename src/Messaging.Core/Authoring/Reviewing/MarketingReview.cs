using Messaging.Templates.Rendering;

namespace Messaging.Authoring.Reviewing;

/// <summary>What laws ask of advertising by email: a way out in every form of it, and the sender's postal address.</summary>
internal static class MarketingReview
{
    public const string Category = "marketing";

    private const string Unsubscribe = "links.unsubscribe";

    public static IEnumerable<TemplateFinding> Of(IReadOnlyList<PartReview> parts)
    {
        var bodies = parts.Where(p => p.Content.Channel == MessageChannel.Email && p.Part.Name is ContentParts.Text or ContentParts.Html).ToList();
        foreach (var body in bodies)
        {
            if (!body.Uses.Any(u => u.Path == Unsubscribe || u.Path.StartsWith(Unsubscribe + ".", StringComparison.Ordinal)))
            {
                var example = body.Part.IsHtml ? "<a href=\"{{links.unsubscribe}}\">Unsubscribe</a>" : "Unsubscribe: {{links.unsubscribe}}";
                yield return body.Find(FindingLevel.Error, "unsubscribe-link", $"Marketing email needs a link to unsubscribe. Add it to this part or to its layout: {example}");
            }

            if (!body.Uses.Any(u => u.Path.Contains("address", StringComparison.OrdinalIgnoreCase)) && !body.Sources.Any(s => s.Contains("<address", StringComparison.OrdinalIgnoreCase)))
            {
                yield return body.Find(FindingLevel.Warning, "postal-address", "No postal address of the sender was recognised. Many countries ask for one in marketing email; put it into the layout, between <address> and </address>.");
            }
        }
    }
}
