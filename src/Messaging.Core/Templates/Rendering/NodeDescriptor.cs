using System.Diagnostics.CodeAnalysis;
using HandlebarsDotNet.MemberAccessors;
using HandlebarsDotNet.ObjectDescriptors;
using HandlebarsDotNet.PathStructure;

namespace Messaging.Templates.Rendering;

/// <summary>Answers the engine for every type, so that its own answers, which use reflection, are never asked for: members of nodes are data, and plain values have no members.</summary>
internal sealed class NodeDescriptor : IObjectDescriptorProvider, IMemberAccessor
{
    private static readonly ObjectDescriptor Descriptor = new(typeof(object), new NodeDescriptor(), static (_, _) => Array.Empty<object>(), static _ => new NodeIterator());

    public bool TryGetDescriptor(Type type, [NotNullWhen(true)] out ObjectDescriptor? value)
    {
        value = Descriptor;
        return true;
    }

    public bool TryGetValue(object instance, ChainSegment memberName, [NotNullWhen(true)] out object? value)
    {
        ArgumentNullException.ThrowIfNull(memberName);
        value = instance is DataNode node ? node.Member(memberName.TrimmedValue) : new MissingValue(null, memberName.TrimmedValue);
        return true;
    }
}
