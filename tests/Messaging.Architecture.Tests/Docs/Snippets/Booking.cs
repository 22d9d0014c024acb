namespace Messaging.Architecture.Tests.Docs.Snippets;

/// <summary>An entity of a host.</summary>
internal sealed class Booking
{
    public int Id { get; init; }

    public string Guest { get; init; } = "";

    public DateOnly Arrival { get; init; }

    public int Nights { get; init; }
}
