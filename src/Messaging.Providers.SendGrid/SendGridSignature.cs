using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Tracking;

namespace Messaging.Providers.SendGrid;

/// <summary>
/// Checks the signatures of SendGrid's webhooks: ECDSA over P-256 and SHA-256 of the time and the body's bytes, the line end behind them included. See
/// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features.
/// </summary>
internal sealed class SendGridSignature
{
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const int KeySize = 256;
    private const int MaxSignature = 200;
    private const int MaxTimestamp = 20;

    private readonly IReadOnlyList<byte[]> _keys;
    private readonly TimeSpan _tolerance;

    public SendGridSignature(IEnumerable<Secret?> keys, TimeSpan tolerance)
    {
        _keys = [.. keys.Select(static k => TryReadKey(k, out var bytes) ? bytes : null).OfType<byte[]>()];
        _tolerance = tolerance;
    }

    /// <summary>Whether there is a key to check with.</summary>
    public bool HasKeys => _keys.Count > 0;

    /// <summary>Reads a public key: base64 of its DER form (SPKI), with or without PEM lines around it.</summary>
    public static bool TryReadKey(Secret? key, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (Secret.IsNullOrEmpty(key))
        {
            return false;
        }

        try
        {
            var text = key!.Reveal().Replace("-----BEGIN PUBLIC KEY-----", "", StringComparison.Ordinal).Replace("-----END PUBLIC KEY-----", "", StringComparison.Ordinal);
            var read = Convert.FromBase64String(text);
            using var probe = Import(read);
            bytes = probe.KeySize == KeySize ? read : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            // Not a key: the caller says so.
        }

        return bytes is not null;
    }

    /// <summary>Checks a request.</summary>
    /// <returns>Why it is not authentic, or null when it is.</returns>
    public string? FindForgery(WebhookRequest request)
    {
        var (signature, timestamp) = (request.Header(SignatureHeader), request.Header(TimestampHeader));
        if (signature.Length == 0 || timestamp.Length == 0)
        {
            return "no signature";
        }

        if (!TryDecode(signature, out var bytes)
            || timestamp.Length > MaxTimestamp
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !IsSigned(timestamp, request.Body.Span, bytes))
        {
            return "wrong signature";
        }

        return Math.Abs((decimal)seconds - request.ReceivedAt.ToUnixTimeSeconds()) <= (decimal)_tolerance.TotalSeconds ? null : "stale";
    }

    private bool IsSigned(string timestamp, ReadOnlySpan<byte> body, byte[] signature)
    {
        var signed = new byte[timestamp.Length + body.Length];
        Encoding.ASCII.GetBytes(timestamp, signed);
        body.CopyTo(signed.AsSpan(timestamp.Length));
        foreach (var key in _keys)
        {
            // Made anew each time, since instances are not promised to be thread-safe.
            using var ecdsa = Import(key);
            if (ecdsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                return true;
            }
        }

        return false;
    }

    // Base64 has several texts for the same bytes when its last character has spare bits; only the one that encoding gives is taken.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        var buffer = new byte[MaxSignature];
        bytes = [];
        if (text.Length > MaxSignature || !Convert.TryFromBase64String(text, buffer, out var length) || !string.Equals(Convert.ToBase64String(buffer.AsSpan(0, length)), text, StringComparison.Ordinal))
        {
            return false;
        }

        bytes = buffer[..length];
        return true;
    }

    private static ECDsa Import(byte[] key)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            ecdsa.ImportSubjectPublicKeyInfo(key, out _);
            return ecdsa;
        }
        catch (CryptographicException)
        {
            ecdsa.Dispose();
            throw;
        }
    }
}
