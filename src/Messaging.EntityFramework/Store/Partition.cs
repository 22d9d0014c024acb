namespace Messaging.EntityFramework.Store;

/// <summary>A partition of a month.</summary>
/// <param name="Table">The table it belongs to.</param>
/// <param name="Month">Its month.</param>
internal readonly record struct Partition(string Table, PartitionMonth Month)
{
    /// <summary>Its name.</summary>
    public string Name => Month.NameOf(Table);

    public override string ToString() => Name;
}
