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
    /// <exception cref="UsageException">It is not there, cannot be read, or has not all columns.</exception>
    public static BookingFile Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UsageException($"--csv names a folder, {path}. Name a file in it.");
        }

        try
        {
            var file = new BookingFile();
            using var csv = CsvReader.FromFile(path, file.Options());
            foreach (var booking in csv.GetRecords<Booking>())
            {
                file.Add(booking with { Line = csv.LineNumber });
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--csv names a file that cannot be read. {e.Message} Correct the path, or leave the option out to use the bookings of the sample.");
        }
        catch (Exception e) when (e is KeyNotFoundException or CsvFormatException)
        {
            throw new UsageException($"--csv names a file, {path}, that is not in the form of bookings.csv. {e.Message} Give it the first line of bookings.csv.");
        }
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
