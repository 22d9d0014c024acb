using System.Text;
using System.Text.Json;

namespace Messaging.Testing.Http;

/// <summary>A request as a <see cref="FaultyHttpServer"/> read it from the wire. Immutable.</summary>
public sealed class ReceivedRequest
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    internal ReceivedRequest(string method, string target, IReadOnlyList<KeyValuePair<string, string>> headerLines, ReadOnlyMemory<byte> body)
    {
        (Method, Target, HeaderLines, Body) = (method, target, headerLines, body);
        foreach (var (name, value) in headerLines)
        {
            _headers[name] = _headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
        }
    }

    /// <summary>The method, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Path and query as they came, such as <c>/v1/messages?x=1</c>.</summary>
    public string Target { get; }

    /// <summary>The path without the query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>The header lines in their order, names in the case in which they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeaderLines { get; }

    /// <summary>The headers by name in any case; several values are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers => _headers;

    /// <summary>The bytes of the body, without the framing of a chunked one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the body came in chunks, so without a stated length.</summary>
    public bool IsChunked => Header("Transfer-Encoding").Contains("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A header, or an empty string.</summary>
    /// <param name="name">Its name, in any case.</param>
    public string Header(string name) => _headers.GetValueOrDefault(name) ?? "";

    /// <summary>The body as JSON.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public JsonElement ReadJson()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    /// <summary>The fields of a form body (<c>application/x-www-form-urlencoded</c>), in their order and with repeats.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ReadForm() =>
        [.. Text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(f => KeyValuePair.Create(Decode(f[0]), f.Length > 1 ? Decode(f[1]) : ""))];

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
