using Messaging;

namespace CustomAdapter;

/// <summary>An account at Acme, an invented vendor of SMS.</summary>
public sealed class AcmeOptions
{
    public Uri BaseUrl { get; set; } = new("https://api.acme.example/");

    public Secret? ApiKey { get; set; }

    public string From { get; set; } = "";

    public Secret? WebhookSecret { get; set; }

    /// <summary>Taken too, so that a secret can be exchanged without losing a report.</summary>
    public Secret? PreviousWebhookSecret { get; set; }
}
