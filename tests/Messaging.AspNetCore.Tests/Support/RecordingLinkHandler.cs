using System.Collections.Concurrent;
using Messaging.Links;

namespace Messaging.AspNetCore.Tests.Support;

/// <summary>A host's handler that remembers what it was told, and fails when asked to.</summary>
public sealed class RecordingLinkHandler : ILinkHandler
{
    public ConcurrentQueue<LinkClaims> Handled { get; } = new();

    public bool Fails { get; set; }

    public Task HandleAsync(LinkClaims link, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            throw new InvalidOperationException("The host is broken.");
        }

        Handled.Enqueue(link);
        return Task.CompletedTask;
    }
}
