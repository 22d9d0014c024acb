using Messaging.Channels;

namespace Messaging.Providers.Resend;

/// <summary>Reads one mailbox as strangers write it: more leniently than what a host configures.</summary>
internal static class MailboxText
{
    private const int MaxName = 255;

    /// <summary>The address, or null when there is none, and the name beside it.</summary>
    public static (string? Address, string Name) Read(string text)
    {
        text = text.Trim();
        var open = text.EndsWith('>') ? text.LastIndexOf('<') : -1;
        var (address, name) = open < 0 ? (text, "") : (text[(open + 1)..^1], text[..open].Trim().Trim('"'));
        name = new string([.. name.Where(static c => !char.IsControl(c)).Take(MaxName)]);
        return EmailAddress.TryParse(address, out var parsed, out _) ? (parsed.ToAddrSpec(), name) : (null, name);
    }
}
