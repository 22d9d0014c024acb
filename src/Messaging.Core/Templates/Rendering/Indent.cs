using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>The blanks in front of a tag that stands alone on its line, which the engine would put in front of every line the tag shows.</summary>
internal static class Indent
{
    /// <summary>How many blanks there are; none when something else stands on the line.</summary>
    /// <param name="text">The template text.</param>
    /// <param name="from">Where the tag before ends.</param>
    /// <param name="tag">The tag.</param>
    public static int Before(string text, int from, RawTag tag)
    {
        var start = tag.Start;
        while (start > from && text[start - 1] is ' ' or '\t')
        {
            start--;
        }

        var end = tag.End;
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        var beginsLine = start == 0 || (start > from && text[start - 1] == '\n');
        var endsLine = end == text.Length || text[end] is '\n' or '\r';
        return beginsLine && endsLine ? tag.Start - start : 0;
    }
}
