namespace Messaging.Channels;

/// <summary>An account at a vendor: of the whole application, or of one tenant.</summary>
public sealed record ProviderAccount
{
    /// <summary>The connection's name, unique in the application and stored with attempts: <c>sendgrid</c>, <c>twilio:acme</c>. At most 50 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The options of its provider, such as a <c>SendGridOptions</c>. They hold secrets.</summary>
    public required object Options { get; init; }

    /// <summary>The tenant it belongs to, or <c>""</c> for all. What is reported on its webhook concerns messages of that tenant only.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Changes whenever the options do, such as a row version: an adapter is made anew when it differs. The default, an empty string, never changes.</summary>
    public string Version { get; init; } = "";

    /// <summary>The rate it may be used at on each of its channels. Null, the default, is the provider's.</summary>
    public RateLimit? Limit { get; init; }

    /// <summary>Whether it is used. The default is true.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>The name only: the options hold secrets.</summary>
    public override string ToString() => $"ProviderAccount {{ Name = {Name} }}";
}
