using Messaging.Channels;

namespace Messaging.Providers.Twilio;

/// <summary>The address of this application's webhook, letter by letter as it was configured: Twilio signs it as it was told.</summary>
internal sealed class TwilioCallback
{
    /// <summary>The parameter of the query that brings a message's reference back.</summary>
    public const string ReferenceKey = "ref";

    private readonly string _path;
    private readonly string _query;

    public TwilioCallback(Uri url)
    {
        var text = url.OriginalString;
        var query = text.IndexOf('?', StringComparison.Ordinal);
        (_path, _query) = query < 0 ? (text, "") : (text[..query], text[query..]);
        var start = _path.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = _path.IndexOf('/', start) is var slash and >= 0 ? slash : _path.Length;
        var port = _path.LastIndexOf(':', end - 1, end - start);

        // A colon inside the brackets of an IPv6 address starts no port.
        var hasPort = port > 0 && _path.IndexOf(']', start) < port;
        Bases = [_path, hasPort ? _path.Remove(port, end - port) : _path.Insert(end, url.Scheme == Uri.UriSchemeHttps ? ":443" : ":80")];
    }

    /// <summary>The address without its query, with and without a port: which of the two Twilio signs depends on the product and the address.</summary>
    public IReadOnlyList<string> Bases { get; }

    /// <summary>Where to report on a message.</summary>
    public string For(MessageReference reference) => $"{_path}{(_query.Length > 1 ? _query + "&" : "?")}{ReferenceKey}={reference}";
}
