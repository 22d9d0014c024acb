namespace Messaging.Links;

/// <summary>One key of <see cref="MessageLinkOptions.Keys"/>.</summary>
public sealed class LinkKeyOptions
{
    /// <summary>What tells it from other keys, 1 to 255. Required. A number is never given to another key while links of the first may be around.</summary>
    public int Id { get; set; }

    /// <summary>At least 32 random bytes in Base64, such as <c>openssl rand -base64 32</c> prints. A secret. Required.</summary>
    public string Secret { get; set; } = "";

    /// <summary>From when on it signs: give all processes time to learn a new key before. The default is since ever.</summary>
    public DateTimeOffset From { get; set; }
}
