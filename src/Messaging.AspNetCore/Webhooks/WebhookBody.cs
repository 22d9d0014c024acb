using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Messaging.Webhooks;

/// <summary>Reads bodies byte for byte, within limits of size and time, before anything looks into them.</summary>
internal static class WebhookBody
{
    private const int FirstBuffer = 8 * 1_024;

    /// <summary>Reads a body.</summary>
    /// <returns>The body and no status, or the status to refuse the request with.</returns>
    public static async Task<(ReadOnlyMemory<byte> Body, int Refusal)> ReadAsync(HttpContext context, WebhookEndpointOptions options, TimeProvider time)
    {
        var request = context.Request;
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            return (default, StatusCodes.Status415UnsupportedMediaType);
        }

        var isMultipart = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var limit = isMultipart ? options.MaxMultipartBytes : options.MaxBodyBytes;
        if (request.ContentLength > limit)
        {
            return (default, StatusCodes.Status413PayloadTooLarge);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The count below decides; the server's counts the frames of chunks too.
            size.MaxRequestBodySize = 2L * limit;
        }

        using var timeout = new CancellationTokenSource(options.ReadTimeout, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(request.Body, limit, (int)Math.Min(request.ContentLength ?? FirstBuffer, FirstBuffer), bound.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            return (default, StatusCodes.Status408RequestTimeout);
        }
        catch (BadHttpRequestException e)
        {
            return (default, e.StatusCode);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return (default, StatusCodes.Status499ClientClosedRequest);
        }
    }

    // Room grows with what arrives, whatever length was announced.
    private static async Task<(ReadOnlyMemory<byte> Body, int Refusal)> ReadAsync(Stream body, int limit, int first, CancellationToken cancellationToken)
    {
        var written = new ArrayBufferWriter<byte>(Math.Max(first, 1));
        while (true)
        {
            var read = await body.ReadAsync(written.GetMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return (written.WrittenMemory, 0);
            }

            written.Advance(read);
            if (written.WrittenCount > limit)
            {
                return (default, StatusCodes.Status413PayloadTooLarge);
            }
        }
    }
}
