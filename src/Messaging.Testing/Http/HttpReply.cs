using System.Text;

namespace Messaging.Testing.Http;

/// <summary>What a <see cref="FaultyHttpServer"/> does with a request: an answer, or a fault. Immutable.</summary>
public sealed record HttpReply
{
    private HttpReply()
    {
    }

    /// <summary>Resets the connection when the request has arrived and before a byte of it was read. Decided before the request is known, so only for <see cref="FaultyHttpServer.ThenAnswer"/>.</summary>
    public static HttpReply ResetBeforeReading { get; } = new() { Fault = ReplyFault.ResetBeforeReading };

    /// <summary>Resets the connection after the whole request was read.</summary>
    public static HttpReply ResetAfterReading { get; } = new() { Fault = ReplyFault.ResetAfterReading };

    /// <summary>Closes the connection in order after the whole request was read, without an answer.</summary>
    public static HttpReply CloseWithoutAnswer { get; } = new() { Fault = ReplyFault.Close };

    /// <summary>Reads the whole request and never answers.</summary>
    public static HttpReply NeverAnswer { get; } = new() { Fault = ReplyFault.Silence };

    /// <summary>The status. The default is 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The headers. <c>Content-Length</c> is added.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The bytes of the body.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    internal ReplyFault Fault { get; private init; }

    internal Task Held { get; private init; } = Task.CompletedTask;

    internal int? KeptBytes { get; private init; }

    internal int PieceSize { get; private init; } = int.MaxValue;

    internal Func<int, Task>? BeforePiece { get; private init; }

    /// <summary>An answer.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body, sent as UTF-8.</param>
    /// <param name="contentType">Its media type.</param>
    public static HttpReply Of(int status, string body = "", string contentType = "application/json")
    {
        ArgumentNullException.ThrowIfNull(body);
        var reply = new HttpReply { Status = status, Body = Encoding.UTF8.GetBytes(body) };
        return body.Length == 0 ? reply : reply.WithHeader("Content-Type", contentType);
    }

    /// <summary>The page of a proxy that stands before a provider.</summary>
    /// <param name="status">The status, such as 502.</param>
    public static HttpReply Html(int status) =>
        Of(status, "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body><center><h1>Sorry</h1></center></body>\r\n</html>", "text/html");

    /// <summary>Bytes that are no HTTP, after which the connection is closed.</summary>
    /// <param name="text">The text, sent as UTF-8 without a status line.</param>
    public static HttpReply Nonsense(string text) => new() { Fault = ReplyFault.Raw, Body = Encoding.UTF8.GetBytes(text) };

    /// <summary>The same with a header, in place of one of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public HttpReply WithHeader(string name, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [name] = value } };

    /// <summary>The same once a task has ended: the request has been read and waits for its answer until then.</summary>
    /// <param name="released">What to wait for.</param>
    public HttpReply After(Task released) => this with { Held = released };

    /// <summary>The same with a body that breaks off: its length is announced in full, and the connection closed early.</summary>
    /// <param name="keptBytes">How many bytes of the body are sent.</param>
    public HttpReply Truncated(int keptBytes) => this with { KeptBytes = keptBytes };

    /// <summary>The same with a body that is sent piece by piece, each flushed.</summary>
    /// <param name="size">The size of a piece in bytes.</param>
    /// <param name="before">What to wait for before a piece, by its index from 0: a signal of the test, or a small delay of a clock.</param>
    public HttpReply InPieces(int size, Func<int, Task> before)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return this with { PieceSize = size, BeforePiece = before };
    }

    /// <summary>The status only.</summary>
    public override string ToString() => Fault == ReplyFault.None ? $"HttpReply {{ Status = {Status} }}" : $"HttpReply {{ Fault = {Fault} }}";
}
