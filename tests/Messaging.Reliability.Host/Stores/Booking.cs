namespace Messaging.Reliability.Host.Stores;

/// <summary>What a host keeps beside its messages.</summary>
public sealed class Booking
{
    public int Id { get; set; }

    public string Guest { get; set; } = "";
}
