namespace Messaging.Html;

/// <summary>A start tag as it stands in the text.</summary>
internal sealed class StartTag
{
    private StartTag(int nameEnd) => NameEnd = nameEnd;

    /// <summary>Behind the name of the element, where a new attribute can stand.</summary>
    public int NameEnd { get; }

    /// <summary>Behind the tag.</summary>
    public int End { get; private set; }

    public List<TagAttribute> Attributes { get; } = [];

    /// <summary>Reads the tag that begins at a place.</summary>
    /// <param name="html">The text with the tags of templates masked.</param>
    /// <param name="start">Its <c>&lt;</c>.</param>
    public static StartTag Read(string html, int start)
    {
        var position = start + 1;
        while (position < html.Length && !char.IsWhiteSpace(html[position]) && html[position] is not ('>' or '/'))
        {
            position++;
        }

        var tag = new StartTag(position);
        while (position < html.Length && html[position] != '>')
        {
            position = char.IsWhiteSpace(html[position]) || html[position] == '/' ? position + 1 : tag.ReadAttribute(html, position);
        }

        tag.End = Math.Min(position + 1, html.Length);
        return tag;
    }

    public TagAttribute? Find(string name) => Attributes.Find(a => a.Name == name);

    private int ReadAttribute(string html, int start)
    {
        var nameEnd = start + 1;
        while (nameEnd < html.Length && !char.IsWhiteSpace(html[nameEnd]) && html[nameEnd] is not ('=' or '>' or '/'))
        {
            nameEnd++;
        }

        var name = html[start..nameEnd].ToLowerInvariant();
        var position = SkipBlanks(html, nameEnd);
        if (position >= html.Length || html[position] != '=')
        {
            Attributes.Add(new TagAttribute(name, start, nameEnd, nameEnd, '\0'));
            return nameEnd;
        }

        position = SkipBlanks(html, position + 1);
        var quote = position < html.Length && html[position] is '"' or '\'' ? html[position++] : '\0';
        var end = position;
        while (end < html.Length && (quote == '\0' ? !char.IsWhiteSpace(html[end]) && html[end] != '>' : html[end] != quote))
        {
            end++;
        }

        Attributes.Add(new TagAttribute(name, start, position, end, quote));
        return Math.Min(quote == '\0' ? end : end + 1, html.Length);
    }

    private static int SkipBlanks(string html, int position)
    {
        while (position < html.Length && char.IsWhiteSpace(html[position]))
        {
            position++;
        }

        return position;
    }
}
