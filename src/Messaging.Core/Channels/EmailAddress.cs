using System.Diagnostics.CodeAnalysis;
using System.Text;
using Messaging.Channels.Addresses;

namespace Messaging.Channels;

/// <summary>Exactly one e-mail address, checked and in the form that goes on the wire: the domain in lower-case A-labels.</summary>
/// <remarks>
/// Stricter than RFC 5321 on purpose, since everything else has been used to misdeliver or inject: only dot-atom local parts, no quoted strings, comments,
/// groups, source routes (<c>%</c> and <c>!</c> included), IP literals, invisible or control characters; local part up to 64 octets, 254 octets in all; texts
/// that mix scripts in confusable ways are refused (UTS #39, moderately restrictive). The domain needs a dot, <c>localhost</c> apart. Immutable, and so
/// thread-safe.
/// </remarks>
public sealed record EmailAddress
{
    private const int MaxOctets = 254;

    private EmailAddress(string local, string domain) => (Local, Domain) = (local, domain);

    /// <summary>The part before the at sign, as given, in NFC.</summary>
    public string Local { get; }

    /// <summary>The domain in lower-case A-labels (<c>xn--…</c>).</summary>
    public string Domain { get; }

    /// <summary>Whether the local part holds characters beyond ASCII, so that the provider must support RFC 6531.</summary>
    public bool IsInternational => !Ascii.IsValid(Local);

    /// <summary>Reads an address. Nothing is trimmed or mended but the case and the IDN form of the domain.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, when it is one.</param>
    /// <param name="problem">What is wrong with the text, without repeating it, when it is none.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        problem = AddressText.Check(text, MaxOctets);
        if (problem is not null)
        {
            problem = problem == AddressText.Space ? FindSeveral(text) ?? problem : problem;
            return false;
        }

        var normalized = text!.Normalize();
        problem = FindSeveral(normalized) ?? FindForeignSyntax(normalized);
        if (problem is not null)
        {
            return false;
        }

        var at = normalized.IndexOf('@', StringComparison.Ordinal);
        var local = normalized[..at];
        problem = EmailLocalPart.Check(local);
        if (problem is not null || !EmailDomain.TryToAscii(normalized[(at + 1)..], out var domain, out problem))
        {
            return false;
        }

        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > MaxOctets)
        {
            problem = "An e-mail address has at most 254 octets.";
            return false;
        }

        address = new EmailAddress(local, domain);
        return true;
    }

    /// <summary>The address as it goes on the wire. Personal data: not for logs.</summary>
    public string ToAddrSpec() => $"{Local}@{Domain}";

    /// <summary>Nothing of the address: it must not reach a log.</summary>
    public override string ToString() => nameof(EmailAddress);

    // Told in place of the space that mostly stands beside them.
    private static string? FindSeveral(string? text) => text.AsSpan() switch
    {
        var t when t.ContainsAny('<', '>') => "Give the address alone, without a name and without angle brackets; a name has a member of its own.",
        var t when t.ContainsAny(',', ';') => "Give exactly one address; each further person is a recipient of their own.",
        _ => null,
    };

    /// <summary>Finds the parts of RFC 5322 that make something other than one plain address, and names them.</summary>
    private static string? FindForeignSyntax(string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case ':':
                    return "Groups and source routes are not addresses: give one plain address.";
                case '"' or '\\':
                    return "Quoted local parts are not supported.";
                case '(' or ')':
                    return "Comments in an address are not supported: leave out the parentheses.";
                case '[' or ']':
                    return "IP literals are not supported: use a domain name.";
                case '%' or '!':
                    return "The characters '%' and '!' route mail through other hosts and are not supported.";
                default:
                    break;
            }
        }

        return text.AsSpan().Count('@') switch
        {
            0 => "An e-mail address needs an at sign between the mailbox name and the domain.",
            1 => null,
            _ => "An e-mail address has exactly one at sign.",
        };
    }
}
