namespace Messaging.Channels;

/// <summary>What to say when a channel is asked for that nothing serves.</summary>
internal static class ChannelAdvice
{
    public static string NoAdapter(MessageChannel channel)
    {
        var call = channel == MessageChannel.Email ? "AddSmtp(...)" : channel == MessageChannel.InApp ? "AddInApp()" : "AddChannel(...) with an adapter for it";
        return $"No adapter serves channel '{channel}'. Call {call}, or AddMailbox() to write its messages to a folder; a SendOnly application names it in MessagingOptions.Channels.";
    }
}
