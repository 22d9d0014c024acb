using Messaging.Tracking;

namespace Messaging.TestTools.Webhooks;

/// <summary>Makes requests that must not be believed out of one that must be.</summary>
/// <param name="sign">Signs the body with a key at a time, as the vendor does.</param>
/// <param name="key">The right key.</param>
/// <param name="now">The time of the parser.</param>
/// <param name="proofs">The headers that carry the proof.</param>
public sealed class WebhookMutants(Func<string, DateTimeOffset, WebhookRequest> sign, string key, DateTimeOffset now, params string[] proofs)
{
    /// <summary>Whether the scheme knows the time of a request.</summary>
    public bool HasTime { get; init; } = true;

    /// <summary>The request as it is, with header names in other cases.</summary>
    public IEnumerable<WebhookRequest> Genuine()
    {
        var valid = sign(key, now);
        yield return valid;
        yield return valid with { Headers = valid.Headers.ToDictionary(h => h.Key.ToUpperInvariant(), h => h.Value, StringComparer.Ordinal) };
        yield return valid with { Headers = valid.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value, StringComparer.Ordinal) };
    }

    /// <summary>Any number of forgeries, the same for the same seed, each with what was done.</summary>
    public IEnumerable<(string What, WebhookRequest Request)> Forged(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            yield return (i % (HasTime ? 10 : 8)) switch
            {
                0 or 1 => ("a bit of the body", FlipBody(sign(key, now), random)),
                2 => ("a byte more", Resize(sign(key, now), random, 1)),
                3 => ("a byte less", Resize(sign(key, now), random, -1)),
                4 => ("another key", sign($"wrong-{random.Next()}", now)),
                5 => ("the empty key", sign("", now)),
                6 => ("no proof", Without(sign(key, now), proofs[random.Next(proofs.Length)])),
                7 => ("a character of a proof", FlipProof(sign(key, now), proofs[random.Next(proofs.Length)], random)),
                8 => ("too old", sign(key, now.AddSeconds(-301 - random.Next(100_000)))),
                _ => ("ahead of time", sign(key, now.AddSeconds(301 + random.Next(100_000)))),
            };
        }
    }

    private static WebhookRequest FlipBody(WebhookRequest request, Random random)
    {
        var body = request.Body.ToArray();
        body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8));
        return request with { Body = body };
    }

    private static WebhookRequest Resize(WebhookRequest request, Random random, int by)
    {
        var body = request.Body.ToArray().ToList();
        var at = random.Next(body.Count);
        if (by > 0)
        {
            body.Insert(at, (byte)random.Next(256));
        }
        else
        {
            body.RemoveAt(at);
        }

        return request with { Body = body.ToArray() };
    }

    private static WebhookRequest Without(WebhookRequest request, string header) =>
        request with { Headers = request.Headers.Where(h => !string.Equals(h.Key, header, StringComparison.OrdinalIgnoreCase)).ToDictionary(h => h.Key, h => h.Value, StringComparer.Ordinal) };

    // Not at the end: the last digits of base64 may differ and still mean the same bytes.
    private static WebhookRequest FlipProof(WebhookRequest request, string header, Random random)
    {
        var value = request.Header(header).ToCharArray();
        var at = random.Next(Math.Max(1, value.Length - 4));
        value[at] = value[at] == '7' ? '8' : '7';
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
        headers[header] = new string(value);
        return request with { Headers = headers };
    }
}
