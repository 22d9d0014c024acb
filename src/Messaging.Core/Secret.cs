using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Messaging;

/// <summary>An API key, password or signing secret. It shows itself as <c>***</c>: <see cref="ToString"/> says so, and JSON gets that in place of the value.</summary>
/// <remarks>Immutable and thread-safe. A string converts to it, and configuration binds to it. Two are equal when their values are.</remarks>
[TypeConverter(typeof(FromText))]
[JsonConverter(typeof(Masked))]
public sealed class Secret : IEquatable<Secret>
{
    private const string Mask = "***";

    private readonly string _value;

    /// <summary>Keeps a secret.</summary>
    /// <param name="value">The value.</param>
    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>Nothing kept.</summary>
    public static Secret None { get; } = new("");

    internal bool IsEmpty => _value.Length == 0;

    /// <summary>Whether there is nothing in it, or nothing at all.</summary>
    /// <param name="secret">The secret, or null.</param>
    public static bool IsNullOrEmpty(Secret? secret) => secret is null || secret.IsEmpty;

    /// <summary>Keeps a secret.</summary>
    /// <param name="value">The value. Null is no secret.</param>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Secret?(string? value) => value is null ? null : new(value);

    /// <summary>The value, for the one place that needs it. Never log it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_value, StringComparison.Ordinal);

    /// <summary>Three stars.</summary>
    public override string ToString() => Mask;

    private sealed class FromText : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => value is string text ? new Secret(text) : base.ConvertFrom(context, culture, value);

        public override object? ConvertTo(ITypeDescriptorContext? context, CultureInfo? culture, object? value, Type destinationType) => Mask;
    }

    private sealed class Masked : JsonConverter<Secret>
    {
        public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is { } text ? new Secret(text) : null;

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Mask);
    }
}
