using System.Collections.ObjectModel;
using System.ComponentModel.DataAnnotations;

namespace Messaging;

/// <summary>What holds for every message of this application. Set it in <c>services.AddMessaging(o => …)</c>; checked when the host starts.</summary>
public sealed class MessagingOptions
{
    /// <summary>The channels of a request that names none. The default is email.</summary>
    [Required]
    [MinLength(1)]
    public IReadOnlyList<MessageChannel> DefaultChannels { get; set; } = [MessageChannel.Email];

    /// <summary>
    /// Further channels this application sends on. Each must have an adapter when the host starts; in Development a missing one is replaced by the development mailbox. A
    /// <see cref="SendOnly"/> application needs no adapters and lists here what its dispatching sibling serves. The default is none.
    /// </summary>
    [Required]
    public IReadOnlyList<MessageChannel> Channels { get; set; } = [];

    /// <summary>Whether this process only stores messages and leaves sending to another one on the same database. The default is false.</summary>
    public bool SendOnly { get; set; }

    /// <summary>How long it is remembered what an <see cref="Channels.IConnectionSource"/> said about a tenant. The default is 30 seconds; zero asks each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan ConnectionMemory { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The language for recipients who have none, a BCP 47 tag. The default is <c>en-US</c>.</summary>
    [Required]
    [RegularExpression("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", ErrorMessage = "DefaultLocale must be a BCP 47 tag such as de-AT.")]
    public string DefaultLocale { get; set; } = "en-US";

    /// <summary>The IANA time zone for recipients who have none. The default is <c>UTC</c>.</summary>
    [Required]
    public string DefaultTimeZone { get; set; } = "UTC";

    /// <summary>The ISO 4217 code of amounts in templates that name no currency. The default is <c>USD</c>.</summary>
    [Required]
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "DefaultCurrency must be an ISO 4217 code such as EUR.")]
    public string DefaultCurrency { get; set; } = "USD";

    /// <summary>
    /// When messages of a channel may be sent, by the recipient's local clock; a channel that is not named may send at any hour. What falls outside is put off and keeps its life time. The
    /// default keeps SMS quiet from 21:00 to 08:00.
    /// </summary>
    [Required]
    public Dictionary<MessageChannel, SendHours> SendHours { get; set; } =
        new Dictionary<MessageChannel, SendHours> { [MessageChannel.Sms] = Messaging.SendHours.QuietBetween(new TimeOnly(21, 0), new TimeOnly(8, 0)) };

    /// <summary>What becomes of a text message that is longer than providers take, 1,600 characters. The default is to shorten it.</summary>
    [EnumDataType(typeof(LongSms))]
    public LongSms LongSms { get; set; }

    /// <summary>
    /// The most messages a recipient gets in a day by the recipient's own calendar, all channels together; what exceeds it waits for the next day. Counted exactly, in all processes together,
    /// when a message is about to be sent. The default is 10; null is no limit.
    /// </summary>
    [Range(1, 10_000)]
    public int? DailyCap { get; set; } = 10;

    /// <summary>How transactional messages are treated. The default is that they expire after 24 hours and are sent again when an outcome is unknown.</summary>
    [Required]
    public CategoryOptions Transactional { get; set; } = new() { ExpiresAfter = TimeSpan.FromHours(24), ResendWhenUnknown = true };

    /// <summary>How marketing messages are treated. The default is that they expire after 12 hours and are never sent again when an outcome is unknown, and that they need consent.</summary>
    [Required]
    public CategoryOptions Marketing { get; set; } = new() { ExpiresAfter = TimeSpan.FromHours(12), ResendWhenUnknown = false, RequiresConsent = true };

    /// <summary>How security messages are treated. The default is that they expire after 10 minutes and are sent again when an outcome is unknown.</summary>
    [Required]
    public CategoryOptions Security { get; set; } = new() { ExpiresAfter = TimeSpan.FromMinutes(10), ResendWhenUnknown = true, KeepsSendHours = false, CountsTowardsDailyCap = false };

    /// <summary>The hours that messages of a category keep, by channel; a channel that is not named may send at any hour.</summary>
    internal IReadOnlyDictionary<MessageChannel, SendHours> HoursFor(MessageCategory category) =>
        For(category).KeepsSendHours ? SendHours : ReadOnlyDictionary<MessageChannel, SendHours>.Empty;

    /// <summary>The treatment of a category.</summary>
    /// <param name="category">The category.</param>
    public CategoryOptions For(MessageCategory category) => category switch
    {
        MessageCategory.Marketing => Marketing,
        MessageCategory.Security => Security,
        _ => Transactional,
    };
}
