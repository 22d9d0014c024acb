namespace Messaging.Core.Tests.Protocol;

/// <summary>A state as numbers, by which it is found again.</summary>
internal readonly record struct StateKey(ulong Row, ulong First, ulong Second, ulong Janitor, ulong World)
{
    public override int GetHashCode() => HashCode.Combine(Row, First, Second, Janitor, World);
}
