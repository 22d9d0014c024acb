using System.ComponentModel.DataAnnotations;

namespace Messaging;

/// <summary>What is let in on webhooks. Set it in <c>AddWebhooks(o => …)</c>; checked when the host starts.</summary>
public sealed class WebhookEndpointOptions
{
    /// <summary>The largest body, in bytes. The default is 1 MiB, which is more than any provider posts.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxBodyBytes { get; set; } = 1_024 * 1_024;

    /// <summary>
    /// The largest body of the type <c>multipart/form-data</c>, in bytes: emails that come in with their attachments, up to 30 MB at SendGrid. The default is 1 MiB; each request is held in memory.
    /// </summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxMultipartBytes { get; set; } = 1_024 * 1_024;

    /// <summary>
    /// How many requests that are not authentic, or for unknown providers, one network address may make in a minute; until the next it is answered with 429, unread. Authentic ones are not counted, and an address
    /// that one came from within the hour is not limited, because a provider posts for strangers from the same addresses. The default is 600.
    /// </summary>
    [Range(1, 1_000_000)]
    public int FailuresPerMinute { get; set; } = 600;

    /// <summary>How long a body may take to arrive. The default is 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The providers whose webhooks are not served, by name, such as one that reports elsewhere and has no secret here. The default is none.</summary>
    [Required]
    public IList<string> Except { get; set; } = [];
}
