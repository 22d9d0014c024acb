namespace Messaging.Channels;

/// <summary>An e-mail address with the name shown beside it, as in <c>Haff Segeln &lt;info@example.org&gt;</c>.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">The name, or an empty string.</param>
public sealed record NamedAddress(EmailAddress Address, string Name)
{
    /// <summary>Nothing of the address: it must not reach a log.</summary>
    public override string ToString() => nameof(NamedAddress);
}
