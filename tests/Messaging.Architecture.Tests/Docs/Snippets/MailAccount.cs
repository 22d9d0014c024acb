namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>A row of the host's: a tenant's account at a provider.</summary>
internal sealed class MailAccount
{
    public string Name { get; set; } = "";

    public string Tenant { get; set; } = "";

    public int Version { get; set; }

    public string ApiKey { get; set; } = "";

    public string From { get; set; } = "";
}
