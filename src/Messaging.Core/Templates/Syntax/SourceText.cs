using System.Text;

namespace Messaging.Templates.Syntax;

/// <summary>A template text in NFC, so that a name typed with combining characters is the same name, with its lines.</summary>
internal sealed class SourceText
{
    private SourceText(string text) => Text = text;

    public static SourceText Empty { get; } = new("");

    public string Text { get; }

    /// <summary>Takes a text, or returns null when it holds half of a surrogate pair and cannot be normalised.</summary>
    public static SourceText? TryCreate(string text)
    {
        try
        {
            return new SourceText(text.Normalize(NormalizationForm.FormC));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Line and column of a place, both from 1.</summary>
    public (int Line, int Column) PositionOf(int offset)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset && i < Text.Length; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
            {
                line++;
                lineStart = i + 1;
            }
        }

        return (line, offset - lineStart + 1);
    }
}
