using System.Text;

namespace Messaging.Templates.Rendering;

/// <summary>Makes one line of a subject, so that neither a template nor a value can add a header to an email.</summary>
internal static class SingleLine
{
    /// <summary>The text with every run of blanks, line breaks and control characters as one space, and none at the ends.</summary>
    public static string Of(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
