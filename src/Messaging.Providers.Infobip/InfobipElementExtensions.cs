using System.Globalization;
using System.Text.Json;

namespace Messaging.Providers.Infobip;

/// <summary>Reads members of what a stranger may have written: whatever is not there, or is something else, is null.</summary>
internal static class InfobipElementExtensions
{
    /// <summary>A member.</summary>
    public static JsonElement? Get(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>A member that is an object.</summary>
    public static JsonElement? GetObject(this JsonElement element, string name) => element.Get(name) is { ValueKind: JsonValueKind.Object } member ? member : null;

    /// <summary>A member that is a text of at least one character.</summary>
    public static string? GetText(this JsonElement element, string name)
    {
        if (element.Get(name) is not { ValueKind: JsonValueKind.String } member)
        {
            return null;
        }

        try
        {
            return member.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes or escapes that are no text.
            return null;
        }
    }

    /// <summary>A member that is a time, with or without a colon in its offset.</summary>
    public static DateTimeOffset? GetTime(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.GetText(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>A member that is a status or an error.</summary>
    public static InfobipStatus? GetStatus(this JsonElement element, string name) => element.GetObject(name) is { } status
        ? new InfobipStatus(status.GetNumber("groupId"), status.GetNumber("id"), status.GetText("name"), status.GetText("description"), status.GetFlag("permanent"))
        : null;

    private static int? GetNumber(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    private static bool? GetFlag(this JsonElement element, string name) => element.Get(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member ? member.GetBoolean() : null;
}
