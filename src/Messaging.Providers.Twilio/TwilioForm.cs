using System.Net;
using System.Text;

namespace Messaging.Providers.Twilio;

/// <summary>The parameters of a form or of a query, decoded, in the order in which they came.</summary>
internal sealed class TwilioForm
{
    /// <summary>The most parameters that are read.</summary>
    public const int MaxParameters = 1000;

    private readonly List<KeyValuePair<string, string>> _parameters;

    private TwilioForm(List<KeyValuePair<string, string>> parameters) => _parameters = parameters;

    /// <summary>All of them; a key may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters => _parameters;

    /// <summary>The first value of a key, or an empty string.</summary>
    public string this[string key] => _parameters.Find(p => string.Equals(p.Key, key, StringComparison.Ordinal)).Value ?? "";

    /// <summary>Reads the body of a form.</summary>
    /// <returns>The parameters, or null when there are too many.</returns>
    public static TwilioForm? Read(ReadOnlySpan<byte> body) => body.Count((byte)'&') >= MaxParameters ? null : Read(Encoding.UTF8.GetString(body));

    /// <summary>Reads a query, with or without its question mark.</summary>
    /// <returns>The parameters, or null when there are too many.</returns>
    public static TwilioForm? Read(string text)
    {
        var parameters = new List<KeyValuePair<string, string>>();
        var pairs = text.AsSpan().TrimStart('?');
        foreach (var range in pairs.Split('&'))
        {
            if (parameters.Count == MaxParameters)
            {
                return null;
            }

            var pair = pairs[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            var (key, value) = equals < 0 ? (pair.ToString(), "") : (pair[..equals].ToString(), pair[(equals + 1)..].ToString());
            parameters.Add(new(WebUtility.UrlDecode(key), WebUtility.UrlDecode(value)));
        }

        return new TwilioForm(parameters);
    }

    /// <summary>Counts only.</summary>
    public override string ToString() => $"TwilioForm {{ Count = {_parameters.Count} }}";
}
