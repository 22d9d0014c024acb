using System.Globalization;
using AngleSharp.Dom;

namespace Messaging.Templates.PlainText;

/// <summary>Counts the items of a list.</summary>
internal sealed class ListNumber
{
    private readonly bool _isOrdered;
    private int _next;

    private ListNumber(bool isOrdered, int start)
    {
        _isOrdered = isOrdered;
        _next = start;
    }

    public static ListNumber Of(IElement list)
    {
        var start = int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 1;
        return new ListNumber(list.LocalName == "ol", start);
    }

    /// <summary>What the next item begins with.</summary>
    public string Next() => _isOrdered ? string.Create(CultureInfo.InvariantCulture, $"{_next++}.") : "-";
}
