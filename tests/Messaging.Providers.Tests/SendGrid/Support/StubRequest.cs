using System.Text.Json;

namespace Messaging.Providers.Tests.SendGrid.Support;

internal sealed record StubRequest(string Method, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
