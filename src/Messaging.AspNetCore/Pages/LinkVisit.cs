using Messaging.Links;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Messaging.Pages;

/// <summary>Somebody, or something, that follows a link.</summary>
internal sealed class LinkVisit(HttpContext context)
{
    private const int MaxBody = 16 * 1024;
    private static readonly FormOptions Limits = new() { ValueCountLimit = 200, KeyLengthLimit = 100, ValueLengthLimit = 1000, BufferBodyLengthLimit = MaxBody, MultipartBodyLengthLimit = MaxBody };

    public HttpContext Context => context;

    public CancellationToken Aborted => context.RequestAborted;

    public string? Token => context.Request.RouteValues["token"] as string;

    /// <summary>Whether somebody looks: not a HEAD, and nothing that a browser fetches ahead.</summary>
    public bool IsPerson => HttpMethods.IsGet(context.Request.Method) && !Says("Sec-Purpose") && !Says("Purpose") && !Says("X-Moz") && !Says("X-Purpose");

    /// <summary>The words of the pages: in the language of the link, or else of the browser.</summary>
    public PageTexts TextsFor(LinkClaims? claims) => PageTexts.Find(claims?.Locale, context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.Value));

    /// <summary>The fields that were posted, or null when they are no form, or too many.</summary>
    public async Task<IReadOnlyDictionary<string, StringValues>?> ReadFormAsync()
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > MaxBody)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxBody;
        }

        try
        {
            var form = await new FormFeature(context.Request, Limits).ReadFormAsync(Aborted).ConfigureAwait(false);
            return form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    private bool Says(string header) => context.Request.Headers[header].Any(v => v?.Contains("prefetch", StringComparison.OrdinalIgnoreCase) == true || v?.Contains("preview", StringComparison.OrdinalIgnoreCase) == true);
}
