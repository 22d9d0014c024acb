using System.Diagnostics.CodeAnalysis;

namespace Messaging;

/// <summary>
/// A way to reach a person: <c>email</c>, <c>sms</c>, <c>whatsapp</c>, <c>messenger</c>, <c>push</c>, <c>inapp</c>, or any name a host adds.
/// </summary>
/// <remarks>
/// The set is open: an adapter for a new channel needs no change here. Names are compared without regard to case, hyphens and underscores, so
/// <c>IN_APP</c>, <c>in-app</c> and <c>inapp</c> are one channel. A normalised name has 1 to 32 characters from <c>a-z</c> and <c>0-9</c> and starts with a letter.
/// The default value is no channel at all and is refused wherever a channel is expected.
/// </remarks>
public readonly struct MessageChannel : IEquatable<MessageChannel>
{
    private const int MaxLength = 32;

    private readonly string? _value;

    private MessageChannel(string value) => _value = value;

    /// <summary>Email, addressed by an e-mail address.</summary>
    public static MessageChannel Email { get; } = new("email");

    /// <summary>Text message, addressed by an E.164 number.</summary>
    public static MessageChannel Sms { get; } = new("sms");

    /// <summary>WhatsApp, addressed by an E.164 number.</summary>
    public static MessageChannel WhatsApp { get; } = new("whatsapp");

    /// <summary>Facebook Messenger, addressed by a page-scoped id.</summary>
    public static MessageChannel Messenger { get; } = new("messenger");

    /// <summary>Push notification, addressed by a device token.</summary>
    public static MessageChannel Push { get; } = new("push");

    /// <summary>An item in the recipient's inbox inside the host application, addressed by the recipient's id.</summary>
    public static MessageChannel InApp { get; } = new("inapp");

    /// <summary>The channels the library knows by name. A host may use others.</summary>
    public static IReadOnlyList<MessageChannel> WellKnown { get; } = [Email, Sms, WhatsApp, Messenger, Push, InApp];

    /// <summary>The normalised name, or an empty string for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Whether this is the default value, which names no channel.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Reads a channel name.</summary>
    /// <param name="text">The name, in any case, with or without hyphens and underscores.</param>
    /// <exception cref="FormatException">The text is not a channel name.</exception>
    public static MessageChannel Parse(string text) =>
        TryParse(text, out var channel)
            ? channel
            : throw new FormatException("A channel name has 1 to 32 letters and digits and starts with a letter, such as 'email' or 'inapp'.");

    /// <summary>Reads a channel name and reports whether it is one.</summary>
    /// <param name="text">The name, in any case, with or without hyphens and underscores.</param>
    /// <param name="result">The channel, or the default value.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageChannel result)
    {
        result = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength * 2)
        {
            return false;
        }

        Span<char> name = stackalloc char[MaxLength * 2];
        var length = 0;
        foreach (var c in text)
        {
            if (c is '-' or '_')
            {
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }

            name[length++] = char.ToLowerInvariant(c);
        }

        if (length is 0 or > MaxLength || !char.IsAsciiLetter(name[0]))
        {
            return false;
        }

        result = new MessageChannel(new string(name[..length]));
        return true;
    }

    /// <summary>Reads a channel name, so that a plain string can stand where a channel is expected.</summary>
    /// <param name="name">The name, as <see cref="Parse(string)"/> takes it.</param>
    /// <exception cref="FormatException">The text is not a channel name.</exception>
    public static implicit operator MessageChannel(string name) => Parse(name);

    /// <summary>Whether two values name the same channel.</summary>
    public static bool operator ==(MessageChannel left, MessageChannel right) => left.Equals(right);

    /// <summary>Whether two values name different channels.</summary>
    public static bool operator !=(MessageChannel left, MessageChannel right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(MessageChannel other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageChannel other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.Ordinal);

    /// <summary>The normalised name.</summary>
    public override string ToString() => Value;
}
