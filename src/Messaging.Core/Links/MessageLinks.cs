using Messaging.Channels;
using Messaging.Preferences;
using Microsoft.Extensions.Options;

namespace Messaging.Links;

/// <summary>Makes and checks links.</summary>
internal sealed class MessageLinks(LinkKeys keys, ILinkStore store, IContacts contacts, IOptions<MessageLinkOptions> options, TimeProvider time) : IMessageLinks
{
    private const int MaxText = 100;
    private const int MaxType = 50;
    private const int MaxLocale = 35;
    private static readonly LinkCheck Invalid = new(LinkOutcome.Invalid, null);

    private readonly MessageLinkOptions _options = options.Value;
    private readonly string _baseUrl = options.Value.BaseUrl.TrimEnd('/');

    public ValueTask<MessageLink> CreateAsync(LinkRequest request, CancellationToken cancellationToken = default) => CreateAsync(request, time.GetUtcNow(), cancellationToken);

    /// <summary>Makes a link as it is made for a message of that time, today or on any later day.</summary>
    public async ValueTask<MessageLink> CreateAsync(LinkRequest request, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        var claims = new LinkClaims
        {
            Purpose = request.Purpose,
            Tenant = request.Tenant,
            RecipientId = request.RecipientId,
            RecipientType = request.RecipientType,
            Channel = request.Channel,
            AddressId = request.Address.Length == 0 ? null : await contacts.GetIdAsync(Contact.Address(request.Channel, request.Address, request.Tenant), cancellationToken).ConfigureAwait(false),
            Subject = request.Subject,
            MessageId = request.MessageId,
            Locale = request.Locale,
            ExpiresAt = EndOf(request, createdAt),
            SingleUse = request.SingleUse ?? (request.Purpose == LinkPurpose.Verification || request.Purpose == LinkPurpose.PasswordReset),
        };
        var token = keys.Seal(request.Purpose.Value, LinkPayload.Write(claims), createdAt);
        var page = _options.Pages.TryGetValue(request.Purpose.Value, out var own) ? own.TrimEnd('/') : $"{_baseUrl}/{request.Purpose.Value}";
        return new MessageLink(new Uri($"{page}/{token}"), token, claims.ExpiresAt);
    }

    public async Task<LinkCheck> CheckAsync(LinkPurpose purpose, string? token, string? tenant = null, CancellationToken cancellationToken = default)
    {
        var check = Read(purpose, token, tenant);
        return check is { IsValid: true, Claims.SingleUse: true } && await store.IsUsedAsync(LinkHash.OfToken(token!), cancellationToken).ConfigureAwait(false)
            ? new LinkCheck(LinkOutcome.Used, null)
            : check;
    }

    public async Task<LinkCheck> ConsumeAsync(LinkPurpose purpose, string? token, string? tenant = null, CancellationToken cancellationToken = default)
    {
        var check = Read(purpose, token, tenant);
        if (check is not { IsValid: true, Claims.SingleUse: true })
        {
            return check;
        }

        var use = new LinkUse { Id = LinkHash.OfToken(token!), ExpiresAt = check.Claims.ExpiresAt };
        return await store.UseAsync(use, cancellationToken).ConfigureAwait(false) ? check : new LinkCheck(LinkOutcome.Used, null);
    }

    public Task ReleaseAsync(string token, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(token);
        return store.ReleaseAsync(LinkHash.OfToken(token), cancellationToken);
    }

    private LinkCheck Read(LinkPurpose purpose, string? token, string? tenant)
    {
        if (!purpose.IsValid)
        {
            throw new ArgumentException("Name a purpose such as LinkPurpose.Unsubscribe.", nameof(purpose));
        }

        if (keys.Open(purpose.Value, token) is not { } payload)
        {
            return Invalid;
        }

        var claims = LinkPayload.Read(purpose, payload);
        if (tenant is not null && !string.Equals(tenant, claims.Tenant, StringComparison.Ordinal))
        {
            return Invalid;
        }

        return claims.ExpiresAt <= time.GetUtcNow() ? new LinkCheck(LinkOutcome.Expired, null) : new LinkCheck(LinkOutcome.Valid, claims);
    }

    private DateTimeOffset EndOf(LinkRequest request, DateTimeOffset createdAt)
    {
        var end = request.ExpiresAt ?? createdAt + Lifetime(request.Purpose);
        return end.ToUnixTimeSeconds() is >= 0 and <= uint.MaxValue
            ? DateTimeOffset.FromUnixTimeSeconds(end.ToUnixTimeSeconds())
            : throw new ArgumentException("ExpiresAt must lie between 1970 and 2106.", nameof(request));
    }

    private TimeSpan Lifetime(LinkPurpose purpose)
    {
        if (purpose == LinkPurpose.Unsubscribe || purpose == LinkPurpose.Preferences)
        {
            return _options.SubscriptionLifetime;
        }

        if (purpose == LinkPurpose.Verification)
        {
            return _options.VerificationLifetime;
        }

        return purpose == LinkPurpose.PasswordReset
            ? _options.PasswordResetLifetime
            : throw new ArgumentException($"A link for the purpose '{purpose}' has no life time of its own. Set LinkRequest.ExpiresAt.", nameof(purpose));
    }

    private static void Check(LinkRequest request)
    {
        if (!request.Purpose.IsValid)
        {
            throw new ArgumentException("Name a purpose such as LinkPurpose.Unsubscribe: 1 to 32 lower-case letters, digits and hyphens.", nameof(request));
        }

        if (request.RecipientId.Length == 0 && request.Address.Length == 0)
        {
            throw new ArgumentException("A link is for somebody: set LinkRequest.RecipientId, or Channel and Address.", nameof(request));
        }

        foreach (var (text, member, length) in new[]
        {
            (request.Tenant, nameof(request.Tenant), MaxText), (request.RecipientId, nameof(request.RecipientId), MaxText), (request.RecipientType, nameof(request.RecipientType), MaxType),
            (request.Subject, nameof(request.Subject), MaxText), (request.Locale, nameof(request.Locale), MaxLocale),
        })
        {
            if (SingleLine.Check(text, length) is { } problem)
            {
                throw new ArgumentException($"LinkRequest.{member} cannot be used. {problem}", nameof(request));
            }
        }
    }
}
