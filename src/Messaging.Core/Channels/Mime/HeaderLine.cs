using System.Text;

namespace Messaging.Channels.Mime;

/// <summary>One header on its way: words with a space before each, folded where a line would become longer than 78 characters (RFC 5322 §2.1.1).</summary>
internal sealed class HeaderLine
{
    private const int MaxLine = 78;

    private readonly StringBuilder _text = new();
    private bool _hasWords;

    public HeaderLine(string name)
    {
        _text.Append(name).Append(':');
        Column = _text.Length;
    }

    /// <summary>How many characters the last line has.</summary>
    public int Column { get; private set; }

    /// <summary>Adds a word. The first stays beside the name, since some readers take an empty first line for an empty header.</summary>
    public void Append(ReadOnlySpan<char> word, int spaces = 1)
    {
        if (_hasWords && Column + spaces + word.Length > MaxLine)
        {
            Fold();
        }

        _text.Append(' ', spaces).Append(word);
        Column += spaces + word.Length;
        _hasWords = true;
    }

    /// <summary>Starts a new line, which the space of the next word turns into a continuation.</summary>
    public void Fold()
    {
        _text.Append("\r\n");
        Column = 0;
    }

    public void WriteTo(MimeOutput output) => output.WriteLine(_text.ToString());
}
