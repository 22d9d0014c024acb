using System.ComponentModel.DataAnnotations;

namespace Messaging.Links;

/// <summary>How links are made. Set it in <c>AddLinks(o => …)</c>; checked when the host starts.</summary>
public sealed class MessageLinkOptions
{
    /// <summary>Where the pages of <c>MapMessagingLinks</c> are, with its prefix: <c>https://example.org/m</c>. Must be https; http only for this machine in Development. Required.</summary>
    [Required(ErrorMessage = "MessageLinkOptions.BaseUrl is needed: the address of the pages, such as https://example.org/m.")]
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// The keys that sign; the default is none. The newest whose <see cref="LinkKeyOptions.From"/> has come signs, all verify. Not needed when an <see cref="ILinkKeySource"/> is registered; in Development a key for
    /// the life of the process is made when there is none.
    /// </summary>
    [Required]
    public IList<LinkKeyOptions> Keys { get; set; } = [];

    /// <summary>Pages of the host by purpose, in place of <see cref="BaseUrl"/> and the purpose: <c>["pay"] = "https://shop.example.org/pay"</c>. The token follows after a slash. The default is none.</summary>
    [Required]
    public Dictionary<string, string> Pages { get; set; } = new(StringComparer.Ordinal);

    /// <summary>An address that takes unsubscribe requests by email, for the second form of the <c>List-Unsubscribe</c> header, or null, the default, for none. The subject of such an email is a token.</summary>
    public string? UnsubscribeMailbox { get; set; }

    /// <summary>Whether links in the HTML of emails lead through this application, to count clicks. The default is false.</summary>
    public bool TrackClicks { get; set; }

    /// <summary>Whether links in SMS and WhatsApp messages are replaced by short ones, which count clicks too. The default is false.</summary>
    public bool ShortenLinks { get; set; }

    /// <summary>How long unsubscribe and preference links work, at least 60 days. The default is 400 days.</summary>
    [Range(typeof(TimeSpan), "60.00:00:00", "3650.00:00:00")]
    public TimeSpan SubscriptionLifetime { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long an address may be verified. The default is 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan VerificationLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a password may be reset. The default is 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan PasswordResetLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long tracked and short links lead on. The default is 400 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan RedirectLifetime { get; set; } = TimeSpan.FromDays(400);
}
