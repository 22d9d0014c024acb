namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>What a host makes of an inbound message.</summary>
public sealed class Ticket
{
    public Guid Id { get; init; }

    public required string Text { get; init; }
}
