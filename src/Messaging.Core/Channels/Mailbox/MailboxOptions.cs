using System.ComponentModel.DataAnnotations;

namespace Messaging.Channels.Mailbox;

/// <summary>How the development mailbox works: the channel adapter that writes messages to files instead of sending them.</summary>
public sealed class MailboxOptions
{
    /// <summary>
    /// The folder that messages are written to, one folder below it per channel. A relative path starts at the host's content root, or at the current
    /// directory without a host. The default is <c>mailbox</c>.
    /// </summary>
    [Required]
    public string Folder { get; set; } = "mailbox";

    /// <summary>The sender of emails, as an address with or without a name. The default is <c>Messaging &lt;mailbox@localhost&gt;</c>.</summary>
    [Required]
    public string From { get; set; } = "Messaging <mailbox@localhost>";

    /// <summary>The channels to serve, each unless another adapter was added for it. The default is every channel the library knows by name.</summary>
    [Required]
    public IReadOnlyList<MessageChannel> Channels { get; set; } = MessageChannel.WellKnown;

    /// <summary>Whether the host asked for the mailbox. Without that it only stands in during development.</summary>
    internal bool IsAdded { get; set; }
}
