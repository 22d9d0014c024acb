namespace Messaging.Testing.Conformance;

/// <summary>One message as the vendor reads it from a request, decoded.</summary>
/// <param name="Address">Whom it is for, without what the vendor's form adds, such as <c>whatsapp:</c>.</param>
/// <param name="Subject">The subject or title, or null when the vendor has none.</param>
/// <param name="Text">The plain text, or null.</param>
/// <param name="Html">The HTML, or null.</param>
public sealed record VendorMessage(string Address, string? Subject, string? Text, string? Html = null)
{
    /// <summary>Nothing of the content.</summary>
    public override string ToString() => nameof(VendorMessage);
}
