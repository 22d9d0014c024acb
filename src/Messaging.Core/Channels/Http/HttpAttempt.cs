using System.Buffers;
using System.Net;
using System.Text;

namespace Messaging.Channels.Http;

/// <summary>Makes the one HTTP call of an attempt and says what is certain after it. For adapters whose provider speaks HTTP.</summary>
/// <remarks>
/// Thread-safe. What failed before the request's content was asked for was certainly not sent: name resolution, connecting, TLS, the proxy. From then on a time-out, a reset or a
/// cancellation leaves the outcome unknown. Once a status line was read, it counts: a 2xx whose body breaks off or is no JSON is an acceptance.
/// </remarks>
public static class HttpAttempt
{
    /// <summary>How much of an answer's body is read, in bytes: 1 MiB.</summary>
    public const int MaxBody = 1 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The handler to send with: no redirects, no cookies, connections that follow DNS. Give its client no time-out and no retries, since the dispatcher has both.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        AutomaticDecompression = DecompressionMethods.None,
    };

    /// <summary>Sends a request.</summary>
    /// <param name="client">The client.</param>
    /// <param name="request">The request, with its content. Disposed of here.</param>
    /// <param name="time">The clock, for waits that are given as dates.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The answer, or what is certain without one.</returns>
    public static async Task<HttpResult> SendAsync(HttpClient client, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(time);
        using var sent = request;
        var watched = request.Content is null ? null : new WatchedContent(request.Content);
        request.Content = watched;
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var (body, isComplete) = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return new HttpResult(new HttpAnswer(response.StatusCode, response.Headers, body, isComplete, time.GetUtcNow()), null);
        }
        catch (HttpRequestException e)
        {
            return new HttpResult(null, WithoutAnswer(watched?.IsStarted ?? !IsBeforeSending(e.HttpRequestError), FailureKind.Network, NameOf(e.HttpRequestError)));
        }
        catch (OperationCanceledException)
        {
            return new HttpResult(null, WithoutAnswer(watched?.IsStarted ?? true, FailureKind.Timeout, cancellationToken.IsCancellationRequested ? "cancelled" : "timeout"));
        }
        catch (IOException)
        {
            return new HttpResult(null, WithoutAnswer(watched?.IsStarted ?? true, FailureKind.Network, "connection"));
        }
    }

    private static bool IsBeforeSending(HttpRequestError error) => error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static SendOutcome WithoutAnswer(bool mayHaveArrived, FailureKind kind, string code)
    {
        var failure = new SendFailure(kind, code);
        return mayHaveArrived ? SendOutcome.Unknown(failure) : SendOutcome.Retry(failure);
    }

    private static string NameOf(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "name resolution",
        HttpRequestError.ConnectionError => "connect",
        HttpRequestError.SecureConnectionError => "tls",
        HttpRequestError.ProxyTunnelError => "proxy",
        HttpRequestError.ResponseEnded => "answer ended",
        HttpRequestError.InvalidResponse => "invalid answer",
        _ => "connection",
    };

    // The status is known by now; whatever happens to the body takes nothing from it.
    private static async Task<(string Body, bool IsComplete)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (buffer.WrittenCount < MaxBody)
                {
                    var read = await stream.ReadAsync(buffer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        return (Encoding.UTF8.GetString(buffer.WrittenSpan), true);
                    }

                    buffer.Advance(read);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // What was read so far may still name the id.
        }

        return (Encoding.UTF8.GetString(buffer.WrittenSpan), false);
    }
}
