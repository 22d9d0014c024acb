using Messaging.Links;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>The handler as hosts register it, scoped, which tells the one of the whole test.</summary>
public sealed class ForwardingLinkHandler(RecordingLinkHandler recording) : ILinkHandler
{
    public Task HandleAsync(LinkClaims link, CancellationToken cancellationToken) => recording.HandleAsync(link, cancellationToken);
}
