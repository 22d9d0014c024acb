using System.Globalization;

namespace Messaging.Providers.Smtp.Client;

/// <summary>What a server says it can do, in its answer to EHLO (RFC 5321, 4.1.1.1). Nothing learnt before TLS is kept after it.</summary>
internal sealed record SmtpServerFeatures
{
    /// <summary>A server that knows only HELO.</summary>
    public static SmtpServerFeatures None { get; } = new();

    /// <summary>STARTTLS (RFC 3207).</summary>
    public bool StartTls { get; private init; }

    /// <summary>Several commands in one go (RFC 2920).</summary>
    public bool Pipelining { get; private init; }

    /// <summary>Octets beyond ASCII in the body (RFC 6152).</summary>
    public bool EightBit { get; private init; }

    /// <summary>Characters beyond ASCII in addresses and headers (RFC 6531).</summary>
    public bool Utf8 { get; private init; }

    /// <summary>Whether the server takes the size of a message with MAIL FROM (RFC 1870).</summary>
    public bool Size { get; private init; }

    /// <summary>The largest message in octets, or null when the server names no limit.</summary>
    public long? MaxSize { get; private init; }

    /// <summary>The names of the mechanisms of AUTH (RFC 4954).</summary>
    public IReadOnlySet<string> Mechanisms { get; private init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the answer to EHLO. Keywords nobody asked about are passed over.</summary>
    /// <param name="reply">The answer.</param>
    public static SmtpServerFeatures Read(SmtpReply reply)
    {
        // "AUTH=" is how servers wrote it before there was a standard, for clients that still look for it.
        var words = reply.Lines.Skip(1)
            .Select(l => l.Replace("AUTH=", "AUTH ", StringComparison.OrdinalIgnoreCase).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToList();
        var size = words.Find(w => Is(w, "SIZE"));
        return new SmtpServerFeatures
        {
            StartTls = words.Exists(w => Is(w, "STARTTLS")),
            Pipelining = words.Exists(w => Is(w, "PIPELINING")),
            EightBit = words.Exists(w => Is(w, "8BITMIME")),
            Utf8 = words.Exists(w => Is(w, "SMTPUTF8")),
            Size = size is not null,
            MaxSize = ReadLimit(size),
            Mechanisms = words.Where(w => Is(w, "AUTH")).SelectMany(w => w.Skip(1)).ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>No limit when it is missing, zero, or no number (RFC 1870, 4).</summary>
    private static long? ReadLimit(string[]? size) =>
        size is { Length: > 1 } && long.TryParse(size[1], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0 ? limit : null;

    private static bool Is(string[] words, string keyword) => words.Length > 0 && string.Equals(words[0], keyword, StringComparison.OrdinalIgnoreCase);
}
