namespace Messaging.Providers.SendGrid;

/// <summary>One field or file of a form.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="FileName">The file's name, or null for a field.</param>
/// <param name="ContentType">The media type, or an empty string.</param>
/// <param name="Content">The bytes.</param>
internal sealed record FormPart(string Name, string? FileName, string ContentType, ReadOnlyMemory<byte> Content)
{
    /// <summary>Its name only: it holds what is personal.</summary>
    public override string ToString() => nameof(FormPart);
}
