using System.Globalization;

namespace Messaging.Templates.Rendering;

/// <summary>An object, a list, or the lack of a value, at a place in the data. Only these and plain values are given to the engine, so that no member of any .NET type can be reached.</summary>
internal abstract class DataNode
{
    private readonly DataNode? _parent;
    private readonly string? _name;
    private readonly int _index;

    protected DataNode(DataNode? parent, string? name, int index = -1)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The path from the root of the data, such as <c>items[2].name</c>; empty for the root.</summary>
    public string Path
    {
        get
        {
            var parent = _parent?.Path ?? "";
            if (_index >= 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{parent}[{_index}]");
            }

            return parent.Length == 0 || _name is null ? _name ?? "" : $"{parent}.{_name}";
        }
    }

    /// <summary>A member of this node, a <see cref="MissingValue"/> when it has none of that name.</summary>
    public abstract object Member(string name);

    /// <summary>What the engine is given for a value of the data.</summary>
    protected object Wrap(object? value, string name, int index = -1) => value switch
    {
        null => new MissingValue(this, name, index),
        Dictionary<string, object?> members => new ObjectNode(members, this, name, index),
        object?[] items => new ListNode(items, this, name, index),
        _ => value,
    };
}
