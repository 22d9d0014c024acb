namespace Messaging.EntityFramework.Tests.Support;

public sealed class Booking
{
    public int Id { get; set; }

    public string Guest { get; set; } = "";
}
