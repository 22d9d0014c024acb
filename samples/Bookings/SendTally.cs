namespace Bookings;

/// <summary>What became of the requests of this run.</summary>
internal sealed class SendTally
{
    /// <summary>Bookings whose confirmation was stored by this run.</summary>
    public int Confirmed { get; set; }

    /// <summary>Bookings that an earlier run had confirmed already: nothing was stored.</summary>
    public int Repeated { get; set; }

    /// <summary>Rows that were left out.</summary>
    public List<BookingProblem> Problems { get; } = [];
}
