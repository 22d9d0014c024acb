using System.Globalization;
using System.Text;
using Messaging.Tracking;
using Microsoft.AspNetCore.Http;

namespace Messaging.Webhooks;

/// <summary>What every webhook request goes through before it is looked at, and how it is answered.</summary>
internal sealed class WebhookGate
{
    private const int SecondsToRepeat = 30;

    private readonly WebhookReceiver _receiver;
    private readonly WebhookEndpointOptions _options;
    private readonly TimeProvider _time;
    private readonly WebhookThrottle _throttle;
    private readonly HashSet<string> _providers;

    public WebhookGate(WebhookReceiver receiver, WebhookEndpointOptions options, TimeProvider time)
    {
        (_receiver, _options, _time) = (receiver, options, time);
        _throttle = new WebhookThrottle(options.FailuresPerMinute, time);
        _providers = receiver.Providers.Except(options.Except, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }

    public async Task RunAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        if (!_throttle.MayEnter(address))
        {
            await WriteAsync(context, new WebhookAnswer(StatusCodes.Status429TooManyRequests)).ConfigureAwait(false);
            return;
        }

        var answer = await AnswerAsync(context).ConfigureAwait(false);
        if (answer.Status is >= 200 and < 300)
        {
            _throttle.NoteAuthentic(address);
        }
        else if (answer.Status is >= 400 and < StatusCodes.Status499ClientClosedRequest)
        {
            _throttle.NoteFailure(address);
        }

        await WriteAsync(context, answer).ConfigureAwait(false);
    }

    private async Task<WebhookAnswer> AnswerAsync(HttpContext context)
    {
        if (context.Request.RouteValues["provider"] is not string provider || !_providers.Contains(provider))
        {
            return new WebhookAnswer(StatusCodes.Status404NotFound);
        }

        var receivedAt = _time.GetUtcNow();
        var (body, refusal) = await WebhookBody.ReadAsync(context, _options, _time).ConfigureAwait(false);
        if (refusal != 0)
        {
            return new WebhookAnswer(refusal);
        }

        var request = new WebhookRequest
        {
            Body = body,
            Headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Query = context.Request.QueryString.Value ?? "",
            ReceivedAt = receivedAt,
        };
        try
        {
            return await _receiver.ReceiveAsync(provider, context.Request.RouteValues["connection"] as string, request, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return new WebhookAnswer(StatusCodes.Status499ClientClosedRequest);
        }
    }

    private async Task WriteAsync(HttpContext context, WebhookAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
        {
            var seconds = answer.Status == StatusCodes.Status503ServiceUnavailable ? SecondsToRepeat : _throttle.SecondsToWait;
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // What was refused unread is not read to its end.
        if (HttpProtocol.IsHttp11(context.Request.Protocol)
            && answer.Status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status408RequestTimeout)
        {
            response.Headers.Connection = "close";
        }

        if (answer.MediaType is { } type)
        {
            var content = Encoding.UTF8.GetBytes(answer.Content);
            (response.ContentType, response.ContentLength) = (type, content.Length);
            await response.Body.WriteAsync(content, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
