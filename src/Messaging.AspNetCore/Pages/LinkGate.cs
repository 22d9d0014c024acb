using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Messaging.Pages;

/// <summary>What every visit goes through: limits, headers, and a page also for what goes wrong.</summary>
internal sealed class LinkGate : IDisposable
{
    private const int RetrySeconds = 60;

    private readonly LinkThrottle _throttle;
    private readonly PageFrame _frame;

    public LinkGate(IOptions<LinkPageOptions> options) =>
        (_throttle, _frame) = (new LinkThrottle(options.Value.RequestsPerMinute, options.Value.FailuresPerMinute), new PageFrame(options.Value.SenderName));

    public async Task RunAsync(HttpContext context, Func<LinkVisit, Task<LinkAnswer>> answer)
    {
        var visit = new LinkVisit(context);
        await WriteAsync(context, await AnswerAsync(visit, answer).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public void Dispose() => _throttle.Dispose();

    private async Task<LinkAnswer> AnswerAsync(LinkVisit visit, Func<LinkVisit, Task<LinkAnswer>> answer)
    {
        if (!_throttle.MayEnter(visit.Context))
        {
            return Wait(visit, StatusCodes.Status429TooManyRequests, t => t.BusyTitle, t => t.BusyText);
        }

        try
        {
            var result = await answer(visit).ConfigureAwait(false);
            if (result.IsFailure)
            {
                _throttle.NoteFailure(visit.Context);
            }

            return result;
        }
        catch (MessageStoreException)
        {
            return Wait(visit, StatusCodes.Status503ServiceUnavailable, t => t.UnavailableTitle, t => t.UnavailableText);
        }
    }

    private LinkAnswer Wait(LinkVisit visit, int status, Func<PageTexts, string> title, Func<PageTexts, string> text)
    {
        var texts = visit.TextsFor(null);
        visit.Context.Response.Headers.RetryAfter = RetrySeconds.ToString(CultureInfo.InvariantCulture);
        return LinkAnswer.Of(_frame.Notice(texts, title(texts), text(texts)), status);
    }

    private static async Task WriteAsync(HttpContext context, LinkAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = PageFrame.ContentSecurityPolicy;
        if (answer.Location is { } location)
        {
            response.Headers.Location = location;
            return;
        }

        var bytes = Encoding.UTF8.GetBytes(answer.Page.ToSource());
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
