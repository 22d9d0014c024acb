namespace Messaging.Channels;

/// <summary>One configured account of a provider for one channel: what a message is routed to.</summary>
/// <param name="Name">A stable name, stored with attempts, such as <c>smtp</c> or <c>smtp:newsletter</c>. At most 50 characters.</param>
/// <param name="Channel">The channel it serves.</param>
/// <param name="Adapter">The adapter that sends.</param>
public sealed record ChannelConnection(string Name, MessageChannel Channel, IChannelAdapter Adapter);
