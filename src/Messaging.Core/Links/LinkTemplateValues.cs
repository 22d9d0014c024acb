using Messaging.Messages;
using Messaging.Planning;

namespace Messaging.Links;

/// <summary>What templates may show as <c>links.unsubscribe</c> and <c>links.preferences</c>.</summary>
internal sealed class LinkTemplateValues(MessageLinks links) : ITemplateValues
{
    private const string UnsubscribeName = "unsubscribe";
    private const string PreferencesName = "preferences";

    public string Name => "links";

    public IReadOnlyDictionary<string, string> Samples { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [UnsubscribeName] = "https://example.org/unsubscribe", [PreferencesName] = "https://example.org/preferences" };

    public async ValueTask<IReadOnlyDictionary<string, string>> GetAsync(Message message, string address, CancellationToken cancellationToken)
    {
        var unsubscribe = new LinkRequest
        {
            Purpose = LinkPurpose.Unsubscribe,
            Tenant = message.TenantId,
            RecipientId = message.RecipientId,
            RecipientType = message.RecipientType,
            Channel = message.Channel,
            Address = address,
            Subject = message.Type,
            MessageId = message.Id,
            Locale = message.Locale,
        };
        var preferences = unsubscribe with { Purpose = LinkPurpose.Preferences, Subject = "" };
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [UnsubscribeName] = await TextOfAsync(unsubscribe, message, cancellationToken).ConfigureAwait(false),
            [PreferencesName] = await TextOfAsync(preferences, message, cancellationToken).ConfigureAwait(false),
        };
    }

    private async ValueTask<string> TextOfAsync(LinkRequest request, Message message, CancellationToken cancellationToken) =>
        (await links.CreateAsync(request, message.CreatedAt, cancellationToken).ConfigureAwait(false)).Url.AbsoluteUri;
}
