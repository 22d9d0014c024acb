namespace Messaging.Channels.Mime;

/// <summary>Which headers a host may add to an email, and what their values may hold.</summary>
internal static class HeaderRules
{
    private const int MaxName = 64;

    // What the library, or the servers on the way, write themselves. A second one would contradict or forge the first.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Apparently-To", "Authentication-Results", "Bcc", "Cc", "Date", "Delivered-To", "DKIM-Signature", "DomainKey-Signature", "Envelope-To",
        "Errors-To", "From", "Message-ID", "MIME-Version", "Received", "Received-SPF", "Reply-To", "Return-Path", "Sender", "Subject", "To", "X-Original-To",
    };

    private static readonly string[] ReservedPrefixes = ["ARC-", "Content-", "Resent-"];

    /// <summary>Checks one additional header.</summary>
    /// <returns>What is wrong, without repeating name or value, or null.</returns>
    public static string? Check(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Length is 0 or > MaxName || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            return "A header name has 1 to 64 letters, digits and hyphens.";
        }

        if (Reserved.Contains(name) || ReservedPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            return "This header is written by the library or by mail servers. Use the members of the request instead.";
        }

        return SingleLine.Check(value) ?? (string.IsNullOrWhiteSpace(value) ? "A header needs a value." : null);
    }
}
