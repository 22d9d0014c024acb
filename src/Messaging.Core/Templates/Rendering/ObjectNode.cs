namespace Messaging.Templates.Rendering;

/// <summary>An object of the data.</summary>
internal class ObjectNode(Dictionary<string, object?> members, DataNode? parent, string? name, int index = -1) : DataNode(parent, name, index), IRepeatable
{
    public int Count => members.Count;

    public IEnumerable<(object Key, object Value)> Items
    {
        get
        {
            foreach (var (key, value) in members)
            {
                yield return (key, Wrap(value, key));
            }
        }
    }

    public override object Member(string name) => Wrap(members.GetValueOrDefault(name), name);
}
