namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>A request as it arrived.</summary>
internal sealed record StubRequest(HttpMethod Method, Uri Address, string Authorization, string ContentType, string Body);
