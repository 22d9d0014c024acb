using System.Text;
using System.Text.Json;

namespace Messaging.Providers.SendGrid;

/// <summary>The fields of a mail that came in, each in the character set that the form says it has.</summary>
internal sealed class InboundForm
{
    private const int MaxDepth = 8;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _charsets = new(StringComparer.Ordinal);

    public InboundForm(IEnumerable<FormPart> parts)
    {
        foreach (var part in parts.Where(static p => p.FileName is null))
        {
            _fields.TryAdd(part.Name, part.Content);
        }

        if (Json("charsets") is { RootElement.ValueKind: JsonValueKind.Object } charsets)
        {
            using (charsets)
            {
                foreach (var charset in charsets.RootElement.EnumerateObject().Where(static c => c.Value.ValueKind == JsonValueKind.String))
                {
                    _charsets[charset.Name] = charset.Value.GetString()!;
                }
            }
        }
    }

    /// <summary>A field's text, or an empty string.</summary>
    public string Text(string name) => _fields.TryGetValue(name, out var bytes) ? EncodingOf(name).GetString(bytes.Span) : "";

    /// <summary>A field that holds JSON, or null.</summary>
    public JsonDocument? Json(string name)
    {
        try
        {
            return _fields.TryGetValue(name, out var bytes) ? JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth }) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Encoding EncodingOf(string name)
    {
        if (!_charsets.TryGetValue(name, out var charset))
        {
            return Encoding.UTF8;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return Encoding.UTF8;
        }
    }
}
