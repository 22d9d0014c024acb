using System.Security.Cryptography;
using System.Text;
using Messaging.Tracking;

namespace Messaging.Providers.SendGrid;

/// <summary>
/// Reads what SendGrid posts: events as a JSON array with a signature, and mail that came in as a form with a token in the URL, a signature, or both. The two are told apart by the content type.
/// </summary>
internal sealed class SendGridWebhookParser : IWebhookParser
{
    private const string TokenName = "token=";

    private readonly SendGridSignature _events;
    private readonly SendGridSignature _inbound;
    private readonly IReadOnlyList<byte[]> _tokens;

    /// <summary>Copies what is needed of an account's options.</summary>
    public SendGridWebhookParser(SendGridOptions options)
    {
        _events = new SendGridSignature([options.WebhookKey, options.PreviousWebhookKey], options.SignatureTolerance);
        _inbound = new SendGridSignature([options.InboundKey], options.SignatureTolerance);
        _tokens = [.. new[] { options.InboundToken, options.PreviousInboundToken }.Where(static t => !Secret.IsNullOrEmpty(t)).Select(static t => Encoding.UTF8.GetBytes(t!.Reveal()))];
    }

    /// <inheritdoc/>
    public WebhookResult Parse(WebhookRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var contentType = request.Header("Content-Type");
        if (contentType.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return FindForgedInbound(request) is { } forged ? WebhookResult.Forged(forged) : SendGridInbound.Read(request, contentType);
        }

        if (!_events.HasKeys)
        {
            return WebhookResult.Forged("no key");
        }

        return _events.FindForgery(request) is { } reason ? WebhookResult.Forged(reason) : SendGridEvents.Read(request);
    }

    // Whatever is configured must be there; with nothing configured nothing is believed.
    private string? FindForgedInbound(WebhookRequest request)
    {
        if (_tokens.Count == 0 && !_inbound.HasKeys)
        {
            return "no token";
        }

        if (_tokens.Count > 0 && !HasToken(request.Query))
        {
            return "wrong token";
        }

        return _inbound.HasKeys ? _inbound.FindForgery(request) : null;
    }

    private bool HasToken(string query)
    {
        var given = query.TrimStart('?').Split('&').Where(static p => p.StartsWith(TokenName, StringComparison.Ordinal)).Take(2).ToList();
        if (given.Count != 1)
        {
            return false;
        }

        var token = Encoding.UTF8.GetBytes(given[0][TokenName.Length..]);
        var found = false;
        foreach (var known in _tokens)
        {
            found |= CryptographicOperations.FixedTimeEquals(known, token);
        }

        return found;
    }
}
