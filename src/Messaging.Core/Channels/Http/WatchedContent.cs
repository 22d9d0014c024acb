using System.Net;

namespace Messaging.Channels.Http;

/// <summary>The content of a request, which knows whether it was asked for: until then nothing can have been taken.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent _inner;
    private volatile bool _isStarted;

    public WatchedContent(HttpContent inner)
    {
        _inner = inner;
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>Whether sending it has begun.</summary>
    public bool IsStarted => _isStarted;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _isStarted = true;
        return _inner.CopyToAsync(stream, context, cancellationToken);
    }

    // A length, so that the request is not sent in chunks, which some providers refuse.
    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? -1;
        return length >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
