using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>A list of the data.</summary>
internal sealed class ListNode(object?[] items, DataNode? parent, string? name, int index = -1) : DataNode(parent, name, index), IRepeatable
{
    public int Count => items.Length;

    public IEnumerable<(object Key, object Value)> Items
    {
        get
        {
            for (var i = 0; i < items.Length; i++)
            {
                yield return (i, Wrap(items[i], "", i));
            }
        }
    }

    public override object Member(string name)
    {
        var isIndex = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var i);
        return isIndex ? Wrap(i < items.Length ? items[i] : null, "", i) : new MissingValue(this, name);
    }
}
