using Messaging.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Links;

/// <summary>Makes short links.</summary>
internal sealed class ShortLinks(ILinkStore store, IOptions<MessageLinkOptions> options, StoreClock clock) : IShortLinks
{
    private readonly string _prefix = $"{options.Value.BaseUrl.TrimEnd('/')}/s/";

    /// <summary>How long a short link is.</summary>
    public int Length => _prefix.Length + ShortCode.Length;

    public async Task<Uri> CreateAsync(string url, string tenant = "", Guid? messageId = null, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(tenant);
        var target = LinkUrl.Normalize(url) ?? throw new ArgumentException($"A link may lead to an absolute http or https address of at most {LinkUrl.MaxLength} characters.", nameof(url));
        var code = ShortCode.Random();
        await store.AddAsync([ToTarget(code, target, tenant, messageId, expiresAt)], cancellationToken).ConfigureAwait(false);
        return new Uri(ToText(code));
    }

    public string ToText(string code) => _prefix + code;

    public RedirectTarget ToTarget(string code, string url, string tenant, Guid? messageId, DateTimeOffset? expiresAt)
    {
        var now = clock.GetUtcNow();
        return new RedirectTarget
        {
            Id = LinkHash.OfCode(code),
            TenantId = tenant,
            MessageId = messageId,
            Url = url,
            CreatedAt = now,
            ExpiresAt = expiresAt ?? now + options.Value.RedirectLifetime,
        };
    }
}
