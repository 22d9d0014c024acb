using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Channels.Mailbox;

/// <summary>Makes mailbox connections for the channels that nothing else serves.</summary>
/// <remarks>
/// The mailbox is the last choice for a channel, in whichever order adapters were added. So it is not among the registrations: whoever resolves a channel asks
/// here when it found none there.
/// </remarks>
internal sealed class MailboxConnections
{
    /// <summary>The name of every mailbox connection.</summary>
    public const string Name = "mailbox";

    private readonly string _folder;
    private readonly NamedAddress _from;
    private readonly HashSet<MessageChannel> _channels;

    public MailboxConnections(IOptions<MailboxOptions> options, IHostEnvironment? environment = null)
    {
        var value = options.Value;
        _folder = Path.GetFullPath(value.Folder, environment?.ContentRootPath ?? Directory.GetCurrentDirectory());
        _from = NamedAddress.TryParse(value.From, out var from, out var problem) ? from : throw new MessagingConfigurationException($"MailboxOptions.From is not a sender. {problem}");
        _channels = value.IsAdded ? [.. value.Channels] : [];
    }

    /// <summary>The channels for which the host asked for the mailbox with <c>AddMailbox</c>.</summary>
    public IReadOnlyCollection<MessageChannel> Channels => _channels;

    /// <summary>Whether the host asked for the mailbox on this channel with <c>AddMailbox</c>.</summary>
    public bool Serves(MessageChannel channel) => _channels.Contains(channel);

    /// <summary>A connection for any channel, whether the host asked for it or not, and removes what killed processes left half written.</summary>
    public ChannelConnection For(MessageChannel channel)
    {
        var folder = new MailboxFolder(Path.Combine(_folder, channel.Value));
        folder.RemoveLeftovers();
        return new ChannelConnection(Name, channel, new MailboxChannelAdapter(folder, _from));
    }
}
