namespace Messaging.Channels;

/// <summary>One configured account of a provider for one channel: what a message is routed to.</summary>
/// <param name="Name">A stable name, stored with attempts, such as <c>smtp</c> or <c>smtp:newsletter</c>. At most 50 characters.</param>
/// <param name="Channel">The channel it serves.</param>
/// <param name="Adapter">The adapter that sends.</param>
public sealed record ChannelConnection(string Name, MessageChannel Channel, IChannelAdapter Adapter)
{
    /// <summary>The rate it may be used at, by all processes together, or null for no limit.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>What tells it from all others: an account may serve several channels.</summary>
    internal string Key { get; } = $"{Name}/{Channel}";

    /// <summary>What metrics call it: its name, or one word for all accounts of tenants, of which there may be thousands.</summary>
    internal string Label { get; init; } = Name;

    /// <summary>The adapter itself, within whatever layers were put around it.</summary>
    private IChannelAdapter Inner { get; } = Adapter;

    /// <summary>Something further that the adapter can do, or null.</summary>
    internal T? Find<T>()
        where T : class => Inner as T;
}
