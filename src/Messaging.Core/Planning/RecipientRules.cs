using System.Buffers;
using System.Collections.Concurrent;
using Messaging.Channels;

namespace Messaging.Planning;

/// <summary>What the recipients of a request must be like, addresses apart.</summary>
internal static class RecipientRules
{
    /// <summary>The longest display name.</summary>
    public const int MaxName = 255;

    private const int MaxId = 100;
    private const int MaxType = 50;
    private const int MaxLocale = 35;

    private static readonly SearchValues<char> LocaleCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    private static readonly ConcurrentDictionary<string, bool> KnownZones = new(StringComparer.Ordinal);

    public static void Check(IReadOnlyList<Recipient> recipients, IReadOnlyList<MessageChannel> channels, List<MessageError> errors)
    {
        if (recipients.Count is 0 or > MessageRequest.MaxRecipients)
        {
            errors.Add(new(nameof(MessageRequest.To), recipients.Count == 0
                ? "Name at least one recipient."
                : $"At most {MessageRequest.MaxRecipients} recipients per request; split a larger audience."));
            return;
        }

        for (var i = 0; i < recipients.Count; i++)
        {
            if (recipients[i] is { } recipient)
            {
                Check(recipient, i, errors);
                if (recipient.Id.Contains('@', StringComparison.Ordinal) && channels.All(c => c != MessageChannel.InApp && recipient.AddressFor(c).Length == 0))
                {
                    errors.Add(new($"To[{i}].{nameof(recipient.Id)}", "This key looks like an e-mail address, and the recipient has no address. Write new Recipient { Email = … }."));
                }
            }
            else
            {
                errors.Add(new($"To[{i}]", "A recipient is needed here, not null."));
            }
        }
    }

    /// <summary>A recipient of the host's tables with what cannot be used taken out, or null when the key is that. A mistake there must not keep others from their message.</summary>
    public static Recipient? Mended(Recipient recipient)
    {
        static string Usable(string text, int maxLength) => SingleLine.Check(text, maxLength) is null ? text : "";
        var isLocale = recipient.Locale.Length <= MaxLocale && !recipient.Locale.AsSpan().ContainsAnyExcept(LocaleCharacters);
        return SingleLine.Check(recipient.Id, MaxId) is not null || SingleLine.Check(recipient.Type, MaxType) is not null
            ? null
            : recipient with { Name = Usable(recipient.Name, MaxName), Locale = isLocale ? recipient.Locale : "" };
    }

    private static void Check(Recipient recipient, int index, List<MessageError> errors)
    {
        CheckText(recipient.Id, index, nameof(recipient.Id), MaxId, errors);
        CheckText(recipient.Type, index, nameof(recipient.Type), MaxType, errors);
        CheckText(recipient.Name, index, nameof(recipient.Name), MaxName, errors);
        if (recipient.Locale.Length > MaxLocale || recipient.Locale.AsSpan().ContainsAnyExcept(LocaleCharacters))
        {
            errors.Add(new($"To[{index}].{nameof(recipient.Locale)}", "This is not a BCP 47 tag such as de-AT."));
        }

        if (recipient.TimeZone.Length > 0 && !IsZone(recipient.TimeZone))
        {
            errors.Add(new($"To[{index}].{nameof(recipient.TimeZone)}", "This is not a time zone of this system. Use an IANA name such as Europe/Vienna."));
        }
    }

    private static void CheckText(string text, int index, string member, int maxLength, List<MessageError> errors)
    {
        if (text.Length > 0 && SingleLine.Check(text, maxLength) is { } problem)
        {
            errors.Add(new($"To[{index}].{member}", problem));
        }
    }

    // Only names that exist are remembered, so callers cannot grow the table.
    private static bool IsZone(string id)
    {
        if (KnownZones.ContainsKey(id))
        {
            return true;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out _))
        {
            return false;
        }

        KnownZones.TryAdd(id, true);
        return true;
    }
}
