using System.Diagnostics.CodeAnalysis;

namespace Messaging.Channels;

/// <summary>Exactly one e-mail address, checked and in the form that goes on the wire: the domain in lower-case A-labels.</summary>
/// <remarks>
/// Stricter than RFC 5321 on purpose, since everything else has been used to misdeliver or inject: only dot-atom local parts, no quoted strings, comments, groups, IP literals or
/// control characters; local part up to 64 octets, 254 octets in all; labels that mix scripts in confusable ways are refused (UTS #39, moderately restrictive).
/// </remarks>
public sealed partial record EmailAddress
{
    private EmailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>The part before the at sign, as given, in NFC.</summary>
    public string Local { get; }

    /// <summary>The domain in lower-case A-labels (<c>xn--…</c>).</summary>
    public string Domain { get; }

    /// <summary>Whether the local part holds characters beyond ASCII, so that the provider must support RFC 6531.</summary>
    public bool IsInternational => !System.Text.Ascii.IsValid(Local);

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, when it is one.</param>
    /// <param name="problem">What is wrong with the text, without repeating it, when it is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out string? problem) =>
        throw new NotSupportedException();

    /// <summary>The address as it goes on the wire. Personal data: not for logs.</summary>
    public string ToAddrSpec() => $"{Local}@{Domain}";

    /// <summary>Nothing of the address: it must not reach a log.</summary>
    public override string ToString() => nameof(EmailAddress);
}
