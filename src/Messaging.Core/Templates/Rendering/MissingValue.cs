namespace Messaging.Templates.Rendering;

/// <summary>A place in the data where there is nothing, or null. It passes through paths and helpers until it would be shown.</summary>
/// <param name="parent">What has no such member, or null when it is a plain value, whose own place is not known.</param>
/// <param name="name">The member.</param>
/// <param name="index">The index for an item of a list, otherwise -1.</param>
/// <param name="isWhole">Whether <paramref name="name"/> is all of the path.</param>
internal sealed class MissingValue(DataNode? parent, string name, int index = -1, bool isWhole = false) : DataNode(parent, name, index)
{
    /// <summary>Whether <see cref="DataNode.Path"/> is only the end of the path.</summary>
    public bool IsDetached { get; } = !isWhole && (parent is null or MissingValue { IsDetached: true });

    public override object Member(string name) => new MissingValue(this, name);
}
