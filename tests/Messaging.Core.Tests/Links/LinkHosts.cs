using Messaging.Core.Tests.Support;
using Messaging.Links;
using Messaging.Testing;

namespace Messaging.Core.Tests.Links;

/// <summary>Hosts with links.</summary>
internal static class LinkHosts
{
    public const string BaseUrl = "https://example.org/m";

    public static readonly LinkKeyOptions FirstKey = new() { Id = 1, Secret = Secret(1) };

    public static string Secret(byte fill) => Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray());

    public static TestHost Create(Action<MessageLinkOptions>? links = null, Action<MessagingBuilder>? configure = null, RecordingChannelAdapter? email = null) => new(
        b =>
        {
            configure?.Invoke(b);

            // These tests are about links, and not about who agreed to what.
            b.Services.AddMessaging(o => o.Marketing.RequiresConsent = false);
            b.AddLinks(o =>
            {
                (o.BaseUrl, o.Keys) = (BaseUrl, [FirstKey]);
                links?.Invoke(o);
            });
        },
        email);

    public static LinkRequest Request(LinkPurpose purpose) => new() { Purpose = purpose, Tenant = "north", RecipientType = "parent", RecipientId = "p-1", Subject = "newsletter", Locale = "de" };
}
