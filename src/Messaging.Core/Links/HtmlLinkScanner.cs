using System.Net;

namespace Messaging.Links;

/// <summary>Finds the links of an HTML text where they stand, so that they can be replaced and every other character stays as it is.</summary>
/// <remarks>
/// Follows the tokens of the HTML standard as far as they decide what is a tag: comments, declarations and the text of scripts, styles, titles and text areas hold none. A link with the attribute
/// <c>data-no-track</c> is not reported.
/// </remarks>
internal sealed class HtmlLinkScanner
{
    private static readonly HashSet<string> RawText = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title", "textarea", "noscript", "xmp", "iframe", "noembed", "noframes" };

    private readonly string _html;
    private readonly List<HtmlLink> _links = [];
    private int _at;

    private HtmlLinkScanner(string html) => _html = html;

    /// <summary>The links, in their order.</summary>
    public static IReadOnlyList<HtmlLink> Find(string html)
    {
        var scanner = new HtmlLinkScanner(html);
        scanner.Run();
        return scanner._links;
    }

    private void Run()
    {
        while (_at < _html.Length && _html.IndexOf('<', _at) is >= 0 and var open && open + 1 < _html.Length)
        {
            _at = open + 1;
            if (StartsWith("!--"))
            {
                SkipPast("-->", from: _at + 3);
            }
            else if (_html[_at] is '!' or '?' or '/')
            {
                SkipPast(">", from: _at);
            }
            else if (char.IsAsciiLetter(_html[_at]))
            {
                ReadTag();
            }
        }
    }

    private void ReadTag()
    {
        var name = ReadWhile(static c => !IsSpace(c) && c is not ('/' or '>'));
        HtmlLink? href = null;
        var tracks = true;
        while (ReadAttribute(out var attribute, out var start, out var length))
        {
            if (attribute.Equals("href", StringComparison.OrdinalIgnoreCase) && href is null)
            {
                href = new HtmlLink(start, length, WebUtility.HtmlDecode(_html.Substring(start, length)));
            }
            else if (attribute.Equals("data-no-track", StringComparison.OrdinalIgnoreCase))
            {
                tracks = false;
            }
        }

        var isComplete = _at < _html.Length;
        Pass();
        if (isComplete && tracks && href is { Length: > 0 } link && (name.Equals("a", StringComparison.OrdinalIgnoreCase) || name.Equals("area", StringComparison.OrdinalIgnoreCase)))
        {
            _links.Add(link);
        }
        else if (RawText.Contains(name))
        {
            SkipPast("</" + name, from: _at);
        }
    }

    // Stops at the end of the tag, or of the text.
    private bool ReadAttribute(out string name, out int start, out int length)
    {
        ReadWhile(static c => IsSpace(c) || c == '/');
        (name, start, length) = ("", _at, 0);
        if (_at >= _html.Length || _html[_at] == '>')
        {
            return false;
        }

        var first = _at++;
        ReadWhile(static c => !IsSpace(c) && c is not ('/' or '>' or '='));
        name = _html[first.._at];
        ReadWhile(IsSpace);
        if (_at >= _html.Length || _html[_at] != '=')
        {
            return true;
        }

        _at++;
        ReadWhile(IsSpace);
        if (_at < _html.Length && _html[_at] is '"' or '\'')
        {
            var quote = _html[_at];
            start = ++_at;
            ReadWhile(c => c != quote);
            length = _at - start;
            Pass();
            return true;
        }

        start = _at;
        ReadWhile(static c => !IsSpace(c) && c != '>');
        length = _at - start;
        return true;
    }

    private string ReadWhile(Func<char, bool> holds)
    {
        var start = _at;
        while (_at < _html.Length && holds(_html[_at]))
        {
            _at++;
        }

        return _html[start.._at];
    }

    private void Pass() => _at = Math.Min(_at + 1, _html.Length);

    private bool StartsWith(string text) => string.CompareOrdinal(_html, _at, text, 0, text.Length) == 0;

    private void SkipPast(string end, int from)
    {
        var found = from < _html.Length ? _html.IndexOf(end, from, StringComparison.OrdinalIgnoreCase) : -1;
        _at = found < 0 ? _html.Length : found + end.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
