namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>Gives clients of a stub.</summary>
internal sealed class StubClients(StubVendor vendor) : IHttpClientFactory
{
    public HttpClient CreateClient(string name) => vendor.Client;
}
