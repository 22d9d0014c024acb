using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Messaging.Tracking;

namespace Messaging.Providers.Resend;

/// <summary>
/// Checks signatures of the Svix scheme: HMAC-SHA256 over id, time and body with dots between them. See https://docs.svix.com/receiving/verifying-payloads/how-manual.
/// </summary>
internal sealed class SvixSignature
{
    public const string IdHeader = "svix-id";
    public const string TimestampHeader = "svix-timestamp";
    public const string SignatureHeader = "svix-signature";

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";
    private const int MinSecret = 16;
    private const int MaxId = 200;
    private const int MaxTimestamp = 20;
    private const int MaxSignatures = 10;

    private readonly IReadOnlyList<byte[]> _secrets;
    private readonly TimeSpan _tolerance;

    public SvixSignature(IEnumerable<Secret?> secrets, TimeSpan tolerance)
    {
        _secrets = [.. secrets.Select(static s => TryReadSecret(s, out var bytes) ? bytes : null).OfType<byte[]>()];
        _tolerance = tolerance;
    }

    /// <summary>Reads a signing secret: base64, with or without its prefix.</summary>
    public static bool TryReadSecret(Secret? secret, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (Secret.IsNullOrEmpty(secret))
        {
            return false;
        }

        var text = secret!.Reveal();
        try
        {
            var read = Convert.FromBase64String(text.StartsWith(SecretPrefix, StringComparison.Ordinal) ? text[SecretPrefix.Length..] : text);
            bytes = read.Length >= MinSecret ? read : null;
        }
        catch (FormatException)
        {
            // Not a secret: the caller says so.
        }

        return bytes is not null;
    }

    /// <summary>Checks a request.</summary>
    /// <returns>Why it is not authentic, or null when it is.</returns>
    public string? FindForgery(WebhookRequest request)
    {
        var (id, timestamp, signatures) = (request.Header(IdHeader), request.Header(TimestampHeader), request.Header(SignatureHeader));
        if (_secrets.Count == 0)
        {
            return "no secret";
        }

        if (id.Length == 0 || timestamp.Length == 0 || signatures.Length == 0)
        {
            return "no signature";
        }

        if (id.Length > MaxId
            || timestamp.Length > MaxTimestamp
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !IsSigned($"{id}.{timestamp}.", request.Body.Span, signatures))
        {
            return "wrong signature";
        }

        return Math.Abs((decimal)seconds - request.ReceivedAt.ToUnixTimeSeconds()) <= (decimal)_tolerance.TotalSeconds ? null : "stale";
    }

    private bool IsSigned(string head, ReadOnlySpan<byte> body, string signatures)
    {
        var headLength = Encoding.UTF8.GetByteCount(head);
        var signed = new byte[headLength + body.Length];
        Encoding.UTF8.GetBytes(head, signed);
        body.CopyTo(signed.AsSpan(headLength));

        // Compared as texts: base64 has several for the same bytes, of which only the one that encoding gives is taken.
        var given = signatures.Split(' ', MaxSignatures + 1)
            .Take(MaxSignatures)
            .Where(static s => s.StartsWith(Version, StringComparison.Ordinal))
            .Select(static s => Encoding.UTF8.GetBytes(s[Version.Length..]))
            .ToList();
        var found = false;
        foreach (var secret in _secrets)
        {
            var expected = Encoding.UTF8.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(secret, signed)));
            foreach (var signature in given)
            {
                found |= CryptographicOperations.FixedTimeEquals(expected, signature);
            }
        }

        return found;
    }
}
