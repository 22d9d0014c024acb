using System.Text.RegularExpressions;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Finds the server's name for a message in its answer to the final dot. No standard says where it is.</summary>
internal static partial class AcceptedId
{
    private const int MaxLength = 255;

    /// <summary>
    /// The queue id that the reply names ("queued as …", "id=…"), else its words; null when it has none, or only such as quote the recipient.
    /// </summary>
    /// <param name="reply">The positive reply.</param>
    /// <param name="recipient">The recipient's addr-spec, which must not end up in an id.</param>
    public static string? Find(SmtpReply reply, string recipient)
    {
        var text = SafeText.Clean(reply.Text, MaxLength);
        var named = Named().Match(text);
        var id = named.Success ? named.Groups["id"].Value : text;
        return id.Length == 0 || id.Contains(recipient, StringComparison.OrdinalIgnoreCase) ? null : id;
    }

    [GeneratedRegex(
        @"\b(?:queued as |id=)(?<id>[A-Za-z0-9._@<>+/-]+)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
