using System.ComponentModel.DataAnnotations;

namespace Messaging.Inbound;

/// <summary>How inbound messages are taken. Set it in <c>AddInbound(o => …)</c>; checked when the host starts.</summary>
public sealed class InboundOptions
{
    /// <summary>
    /// Tells the tenant that one of the host's own addresses belongs to, by channel and receiving address; null from it for an address that belongs to none. Asked for messages on an account of
    /// the whole application. The default, null, takes the tenant of the message that is answered, or the single tenant.
    /// </summary>
    public Func<MessageChannel, string, string?>? TenantOf { get; set; }

    /// <summary>What confirms an opt-out, by language as a BCP 47 tag. The default speaks en, de, fr and vi; none means that nothing is answered.</summary>
    [Required]
    public IDictionary<string, string> OptOutTexts { get; set; } = InboundTexts.OptOut();

    /// <summary>What answers a request for help, by language. The default speaks en, de, fr and vi, without the name of the sender: set your own. None means that nothing is answered.</summary>
    [Required]
    public IDictionary<string, string> HelpTexts { get; set; } = InboundTexts.Help();

    /// <summary>What confirms that somebody wants messages again, by language. The default is none, and nothing is answered.</summary>
    [Required]
    public IDictionary<string, string> OptInTexts { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How often a message is offered to the <see cref="IInboundHandler"/> before it is given up, from 1 to 50. The default is 10, within about five hours.</summary>
    [Range(1, 50)]
    public int HandlerAttempts { get; set; } = 10;

    /// <summary>How long the handler may take for a message, from a second to ten minutes. The default is one minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HandlerTimeout { get; set; } = TimeSpan.FromMinutes(1);
}
