using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Messaging.Channels.Http;

/// <summary>What a provider answered over HTTP: the status first, the body second and optional.</summary>
public sealed class HttpAnswer
{
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(5);

    private readonly HttpResponseHeaders? _headers;
    private readonly DateTimeOffset _now;

    internal HttpAnswer(HttpStatusCode status, HttpResponseHeaders? headers, string body, bool isComplete, DateTimeOffset now) =>
        (Status, _headers, Body, IsComplete, _now) = (status, headers, body, isComplete, now);

    /// <summary>The status code.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The body as text, at most <see cref="HttpAttempt.MaxBody"/> bytes of it; what was read of it when it broke off. Never log it.</summary>
    public string Body { get; }

    /// <summary>Whether the whole body was read.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether the status says that the request was taken (2xx). What the body says or fails to say does not change that.</summary>
    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>The wait of <c>Retry-After</c>, in seconds or as a date (RFC 9110, 10.2.3), or null.</summary>
    public TimeSpan? RetryAfter => _headers?.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } at } => at > _now ? at - _now : TimeSpan.Zero,
        _ => null,
    };

    /// <summary>The first value of a header, or null.</summary>
    /// <param name="name">Its name, in any case.</param>
    public string? Header(string name) => _headers is not null && _headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>A header that holds a wait in seconds, or null.</summary>
    /// <param name="name">Its name.</param>
    public TimeSpan? HeaderAsSeconds(string name) =>
        double.TryParse(Header(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>A header that holds a time in seconds since 1970, as the wait from now, or null.</summary>
    /// <param name="name">Its name.</param>
    public TimeSpan? HeaderAsEpoch(string name) =>
        long.TryParse(Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < int.MaxValue
            ? TimeSpan.FromTicks(Math.Max(0, (DateTimeOffset.FromUnixTimeSeconds(at) - _now).Ticks))
            : null;

    /// <summary>
    /// What the status alone says, for answers without a code that is known: 2xx is accepted; 429 throttled; 401, 403 and redirects are configuration; 408, 409, 425 and 5xx unknown, since
    /// the message may have been taken; anything else is refused.
    /// </summary>
    /// <param name="code">The provider's code, or null for the status.</param>
    /// <param name="detail">The provider's words.</param>
    public SendOutcome ToOutcome(string? code = null, string? detail = null)
    {
        var status = (int)Status;
        SendFailure Failure(FailureKind kind) => new(kind, string.IsNullOrEmpty(code) ? $"http {status.ToString(CultureInfo.InvariantCulture)}" : code, detail);
        return status switch
        {
            >= 200 and <= 299 => SendOutcome.Accepted(null),
            429 => SendOutcome.Throttled(RetryAfter ?? UnsaidWait),
            401 or 403 or (>= 300 and <= 399) => SendOutcome.Retry(Failure(FailureKind.Configuration), RetryAfter),
            408 or 409 or 425 or < 200 or >= 500 => SendOutcome.Unknown(Failure(FailureKind.Unexpected)),
            413 => SendOutcome.Rejected(Failure(FailureKind.TooLarge)),
            _ => SendOutcome.Rejected(Failure(FailureKind.Refused)),
        };
    }

    /// <summary>The status only: the body must not reach a log.</summary>
    public override string ToString() => $"HttpAnswer {{ Status = {(int)Status} }}";
}
