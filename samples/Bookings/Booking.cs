using CsvHelper;

namespace Bookings;

/// <summary>One booking to confirm: a row of the file.</summary>
[CsvRecord]
internal sealed partial record Booking
{
    /// <summary>Where it stands in the file, from 1.</summary>
    [CsvIgnore]
    public long Line { get; init; }

    public required string Id { get; init; }

    public required string Guest { get; init; }

    /// <summary>How to address the guest, or an empty text for their name.</summary>
    public required string Salutation { get; init; }

    public required string Email { get; init; }

    /// <summary>In E.164 form, or an empty text.</summary>
    public required string Phone { get; init; }

    public required string Locale { get; init; }

    [CsvColumn("time_zone")]
    public required string TimeZone { get; init; }

    /// <summary><c>hotel</c>, <c>boat</c> or <c>course</c>.</summary>
    public required string Kind { get; init; }

    public required string Place { get; init; }

    [CsvFormat("yyyy-MM-dd")]
    public required DateOnly Arrival { get; init; }

    public required int Nights { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>The ISO 4217 code.</summary>
    public required string Currency { get; init; }
}
