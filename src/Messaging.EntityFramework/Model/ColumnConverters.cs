using System.Text.Json;
using Messaging.Authoring;
using Messaging.Tracking;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Messaging.EntityFramework.Model;

/// <summary>How values that no database has are kept.</summary>
internal static class ColumnConverters
{
    public static ValueConverter Channel { get; } = new ValueConverter<MessageChannel, string>(v => v.Value, v => v.Length == 0 ? default : MessageChannel.Parse(v));

    public static ValueConverter Code { get; } = new ValueConverter<DecisionCode, string>(v => v.Value, v => new DecisionCode(v));

    /// <summary>Big-endian bytes sort as the id does; the framework's own converter swaps the first eight and destroys the order of version 7 ids.</summary>
    public static ValueConverter GuidBytes { get; } = new ValueConverter<Guid, byte[]>(v => v.ToByteArray(true), v => new Guid(v, true));

    public static ValueConverter UnixMilliseconds { get; } =
        new ValueConverter<DateTimeOffset, long>(v => v.ToUnixTimeMilliseconds(), v => DateTimeOffset.FromUnixTimeMilliseconds(v));

    /// <summary>Databases with a time type keep UTC, whatever the offset of the value.</summary>
    public static ValueConverter Utc { get; } = new ValueConverter<DateTimeOffset, DateTimeOffset>(v => v.ToUniversalTime(), v => v);

    public static ValueConverter Strings { get; } = new ValueConverter<IReadOnlyList<string>, string>(v => WriteStrings(v), v => ReadStrings(v));

    public static ValueComparer StringsComparer { get; } =
        new ValueComparer<IReadOnlyList<string>>((a, b) => WriteStrings(a!) == WriteStrings(b!), v => WriteStrings(v).GetHashCode(StringComparison.Ordinal), v => v);

    public static ValueConverter Document { get; } = new ValueConverter<TemplateDocument, string>(v => TemplateDocumentJson.Write(v), v => TemplateDocumentJson.Read(v));

    public static ValueComparer DocumentComparer { get; } =
        new ValueComparer<TemplateDocument>((a, b) => TemplateDocumentJson.Write(a!) == TemplateDocumentJson.Write(b!), v => TemplateDocumentJson.Write(v).GetHashCode(StringComparison.Ordinal), v => v);

    public static ValueConverter Media { get; } = new ValueConverter<IReadOnlyList<WebhookMedia>, string>(v => WriteMedia(v), v => ReadMedia(v));

    public static ValueComparer MediaComparer { get; } =
        new ValueComparer<IReadOnlyList<WebhookMedia>>((a, b) => WriteMedia(a!) == WriteMedia(b!), v => WriteMedia(v).GetHashCode(StringComparison.Ordinal), v => v);

    public static string WriteMedia(IReadOnlyList<WebhookMedia> media) => media.Count == 0 ? "[]" : JsonSerializer.Serialize(media);

    public static IReadOnlyList<WebhookMedia> ReadMedia(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<List<WebhookMedia>>(json)!;

    public static string WriteStrings(IReadOnlyList<string> values) => values.Count == 0 ? "[]" : JsonSerializer.Serialize(values);

    public static IReadOnlyList<string> ReadStrings(string json) => json == "[]" ? [] : JsonSerializer.Deserialize<List<string>>(json)!;
}
