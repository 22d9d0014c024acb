using CsvHelper;

namespace Bookings;

/// <summary>Reads bookings from CSV. A row that is not in order is reported and left out; the others are read.</summary>
internal sealed class BookingFile
{
    private readonly List<Booking> _bookings = [];
    private readonly List<BookingProblem> _problems = [];

    private BookingFile()
    {
    }

    public IReadOnlyList<Booking> Bookings => _bookings;

    public IReadOnlyList<BookingProblem> Problems => _problems;

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="CsvFormatException">It has no header, or not all columns.</exception>
    public static BookingFile Read(string path)
    {
        var file = new BookingFile();
        using var csv = CsvReader.FromFile(path, file.Options());
        foreach (var booking in csv.GetRecords<Booking>())
        {
            file.Add(booking with { Line = csv.LineNumber });
        }

        return file;
    }

    private CsvReaderOptions Options() => CsvReaderOptions.Default with
    {
        TrimWhitespace = true,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        OnMalformedRecord = record => _problems.Add(new BookingProblem(record.LineNumber, $"{record.Reason}")),
        OnRecordError = error =>
        {
            _problems.Add(new BookingProblem((error.Exception as CsvFormatException)?.LineNumber ?? error.RowNumber + 1, error.Exception.Message));
            return true;
        },
    };

    private void Add(Booking booking)
    {
        if (_bookings.Find(b => b.Id == booking.Id) is { } twin)
        {
            _problems.Add(new BookingProblem(booking.Line, $"{booking.Id} is the id of line {twin.Line} already"));
            return;
        }

        _bookings.Add(booking);
    }
}
