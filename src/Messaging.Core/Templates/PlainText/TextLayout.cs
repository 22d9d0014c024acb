using System.Text;

namespace Messaging.Templates.PlainText;

/// <summary>Lays out plain text: runs of blanks become one, paragraphs are set apart by one blank line, items are indented.</summary>
internal sealed class TextLayout
{
    private const int Indent = 2;
    private const string Rule = "----------";

    private readonly StringBuilder _text = new();
    private string _itemStart = "";
    private int _indent;
    private int _breaks;
    private bool _hasGap;
    private string _gap = " ";

    /// <summary>Asks for a number of line breaks before what comes next; asking twice does not add up.</summary>
    public void Break(int lines) => _breaks = Math.Max(_breaks, lines);

    /// <summary>Ends the line, as <c>&lt;br&gt;</c> does; two in a row make a blank line.</summary>
    public void EndLine() => _breaks = Math.Min(2, _breaks + 1);

    /// <summary>Sets what comes next apart within the line, as the cells of a row are.</summary>
    public void Gap()
    {
        _hasGap = true;
        _gap = "  ";
    }

    public void WriteRule()
    {
        Write(Rule, isPreformatted: false);
        Break(2);
    }

    /// <summary>Begins an item of a list.</summary>
    /// <param name="marker">What it begins with.</param>
    /// <param name="depth">How many lists are around its own.</param>
    public void BeginItem(string marker, int depth)
    {
        Break(1);
        _itemStart = new string(' ', depth * Indent) + marker + " ";
        _indent = (depth + 1) * Indent;
    }

    /// <summary>Ends an item; what follows belongs to the list around it.</summary>
    public void EndItem(int depth)
    {
        _itemStart = "";
        _indent = depth * Indent;
    }

    public void Write(string text, bool isPreformatted)
    {
        foreach (var c in text)
        {
            if (isPreformatted && c == '\n')
            {
                EndLine();
            }
            else if (char.IsWhiteSpace(c) && !(isPreformatted && c == ' '))
            {
                _hasGap = true;
            }
            else if (!IsSpacer(c))
            {
                Write(c);
            }
        }
    }

    public override string ToString() => _text.ToString();

    private void Write(char c)
    {
        if (_breaks > 0 || _text.Length == 0 || _itemStart.Length > 0)
        {
            BeginLine();
        }
        else if (_hasGap && c != ' ')
        {
            _text.Append(_gap);
        }

        _hasGap = false;
        _gap = " ";
        _text.Append(c);
    }

    private void BeginLine()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n', Math.Max(1, Math.Min(2, _breaks)));
        }

        _text.Append(_itemStart.Length > 0 ? _itemStart : new string(' ', _indent));
        _itemStart = "";
        _breaks = 0;
    }

    // What designers put behind a preview text, and soft hyphens: they are seen as nothing.
    private static bool IsSpacer(char c) => c is '\u00AD' or '\u034F' or '\u200B' or '\u2060' or '\uFEFF';
}
