using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Messaging.Channels;

/// <summary>What an address looks like on each channel, and its one form in which it is stored, compared and sent.</summary>
internal static class ChannelAddress
{
    private const int MaxPageScopedId = 100;
    private const int MaxDeviceToken = 4096;
    private const int MaxRecipientId = 100;
    private const int MaxOther = 255;

    /// <summary>Checks an address and brings it into the form the channel uses. A normalised address comes back unchanged.</summary>
    /// <param name="channel">The channel. One that the library does not know takes any single line of up to 255 characters.</param>
    /// <param name="address">The address as the host gave it.</param>
    /// <param name="normalized">The address in the channel's form, when it is one.</param>
    /// <param name="problem">What is wrong, without repeating the address, when it is none.</param>
    public static bool TryNormalize(
        MessageChannel channel, string? address, [NotNullWhen(true)] out string? normalized, [NotNullWhen(false)] out string? problem)
    {
        if (channel.IsEmpty)
        {
            throw new ArgumentException("Name a channel such as MessageChannel.Email.", nameof(channel));
        }

        normalized = null;
        if (string.IsNullOrEmpty(address))
        {
            problem = "An address is needed.";
            return false;
        }

        if (channel == MessageChannel.Email)
        {
            normalized = EmailAddress.TryParse(address, out var email, out problem) ? email.ToAddrSpec() : null;
        }
        else if (channel == MessageChannel.Sms || channel == MessageChannel.WhatsApp)
        {
            normalized = PhoneNumber.TryParse(address, out var number, out problem) ? number.Value : null;
        }
        else
        {
            problem = CheckOther(channel, address);
            normalized = problem is null ? address : null;
        }

        return problem is null;
    }

    private static string? CheckOther(MessageChannel channel, string address)
    {
        if (channel == MessageChannel.Messenger)
        {
            return CheckOpaque(address, MaxPageScopedId, char.IsAsciiLetterOrDigit, "A page-scoped id has letters and digits only");
        }

        if (channel == MessageChannel.Push)
        {
            return CheckOpaque(address, MaxDeviceToken, static c => c is > ' ' and <= '~', "A device token has printable ASCII characters only");
        }

        var problem = SingleLine.Check(address, channel == MessageChannel.InApp ? MaxRecipientId : MaxOther);
        return problem ?? (string.IsNullOrWhiteSpace(address) ? "An address is needed." : null);
    }

    private static string? CheckOpaque(string address, int maxLength, Func<char, bool> isAllowed, string rule) =>
        address.Length <= maxLength && address.All(isAllowed) ? null : $"{rule}, at most {maxLength.ToString(CultureInfo.InvariantCulture)}.";
}
