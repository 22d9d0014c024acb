using System.Buffers;
using System.Text;
using HandlebarsDotNet;

namespace Messaging.Templates.Rendering;

/// <summary>Escapes the five characters that HTML gives a meaning, in text and in quoted attributes, and leaves every letter as it is.</summary>
internal sealed class HtmlEscaper : ITextEncoder
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public static HtmlEscaper Instance { get; } = new();

    public void Encode(string? text, TextWriter target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var rest = text.AsSpan();
        for (var next = rest.IndexOfAny(Special); next >= 0; next = rest.IndexOfAny(Special))
        {
            target.Write(rest[..next]);
            target.Write(Entity(rest[next]));
            rest = rest[(next + 1)..];
        }

        target.Write(rest);
    }

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var gathered = new StringBuilder();
        while (text is not null && text.MoveNext())
        {
            gathered.Append(text.Current);
        }

        Encode(gathered.ToString(), target);
    }

    private static string Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        _ => "&#39;",
    };
}
