namespace Messaging.Links;

/// <summary>Where the keys come from that sign links. The one by default reads <see cref="MessageLinkOptions.Keys"/>; register another before or after <c>AddLinks</c> to read them from a vault.</summary>
/// <remarks>Thread-safe. Asked for every link, so it keeps what it read. All processes must know the same keys; an old key is kept for as long as links signed with it shall work.</remarks>
public interface ILinkKeySource
{
    /// <summary>The keys, in any order. At least one.</summary>
    IReadOnlyList<LinkKey> Keys { get; }
}
