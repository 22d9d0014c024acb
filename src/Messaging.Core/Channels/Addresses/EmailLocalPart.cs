using System.Text;

namespace Messaging.Channels.Addresses;

/// <summary>The part of an e-mail address before the at sign: a dot-atom (RFC 5322 §3.2.3), with letters, marks and digits of other scripts (RFC 6532).</summary>
internal static class EmailLocalPart
{
    private const int MaxOctets = 64;
    private const string AsciiSpecials = "#$&'*+-/=?^_`{|}~";

    /// <summary>Checks a text that has passed <see cref="AddressText"/> and is in NFC.</summary>
    /// <returns>What is wrong, without repeating the text, or null.</returns>
    public static string? Check(string local)
    {
        if (local.Length == 0)
        {
            return "The part before the at sign is missing.";
        }

        if (Encoding.UTF8.GetByteCount(local) > MaxOctets)
        {
            return "The part before the at sign has at most 64 octets.";
        }

        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal))
        {
            return "The part before the at sign must not start or end with a dot or hold two in a row.";
        }

        foreach (var c in local)
        {
            if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c != '.' && !AsciiSpecials.Contains(c, StringComparison.Ordinal))
            {
                return "The part before the at sign holds a character that is not allowed there.";
            }
        }

        return Ascii.IsValid(local) ? null : ScriptRules.Check(local);
    }
}
