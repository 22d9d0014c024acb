using System.ComponentModel.DataAnnotations;
using Messaging.Pages;

namespace Messaging;

/// <summary>What the pages behind links show. Set it in <c>AddLinkPages(o => …)</c>; checked when the host starts.</summary>
public sealed class LinkPageOptions
{
    /// <summary>The name that people know the sender by, shown above every page. The default is none.</summary>
    [Required(AllowEmptyStrings = true)]
    [StringLength(100)]
    public string SenderName { get; set; } = "";

    /// <summary>The marketing topics to choose from on the preference page, in this order. The default is none.</summary>
    [Required]
    public IList<LinkTopic> Topics { get; set; } = [];

    /// <summary>The channels to switch on and off on the preference page, in this order. The default is email and SMS.</summary>
    [Required]
    public IList<MessageChannel> Channels { get; set; } = [MessageChannel.Email, MessageChannel.Sms];

    /// <summary>The languages to choose from on the preference page, as BCP 47 tags. The default is those the pages speak: en, de, fr and vi.</summary>
    [Required]
    public IList<string> Locales { get; set; } = ["en", "de", "fr", "vi"];

    /// <summary>The version of the words that somebody agrees to by ticking a topic, recorded with the consent. Change it when the titles of topics change. The default is <c>preference-page-1</c>.</summary>
    [Required]
    [StringLength(100)]
    public string Wording { get; set; } = "preference-page-1";

    /// <summary>How many requests one network address may make in a minute. The default is 600: an office, or the mail provider that unsubscribes people on one click, is one address.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 600;

    /// <summary>How many links that were not made here one network address may try in a minute, before it has to wait for the next. The default is 60.</summary>
    [Range(1, 1_000_000)]
    public int FailuresPerMinute { get; set; } = 60;
}
