using System.Text;

namespace Messaging.Reliability.Host.Ledgers;

/// <summary>What a provider took, line by line in a file that only one writer has. A line that was added survives the death of its process.</summary>
/// <remarks>One file per writer: several of one file would overwrite each other's lines.</remarks>
public sealed class Ledger : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly bool _toDisk;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private long _count;

    /// <param name="folder">The folder of the ledgers.</param>
    /// <param name="node">Who writes.</param>
    /// <param name="toDisk">Whether each line is forced to disk, and not only handed to the operating system.</param>
    public Ledger(string folder, string node, bool toDisk)
    {
        foreach (var entry in Read(folder))
        {
            _known.TryAdd(entry.Key, entry.Node);
        }

        _toDisk = toDisk;
        _file = new FileStream(Path.Combine(folder, $"ledger-{node}-{Path.GetRandomFileName()}.tsv"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>Everything in a folder of ledgers, in no particular order.</summary>
    public static IReadOnlyList<LedgerEntry> Read(string folder)
    {
        var entries = new List<LedgerEntry>();
        foreach (var path in Directory.EnumerateFiles(folder, "ledger-*.tsv"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var text = reader.ReadToEnd();

            // A line without its end is being written at this moment.
            var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            entries.AddRange(lines.Select(LedgerEntry.Parse));
        }

        return entries;
    }

    /// <summary>How many lines are in a folder of ledgers.</summary>
    public static int Count(string folder)
    {
        var lines = 0;
        var buffer = new byte[64 * 1024];
        foreach (var path in Directory.EnumerateFiles(folder, "ledger-*.tsv"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            while (file.Read(buffer) is > 0 and var count)
            {
                lines += buffer.AsSpan(0, count).Count((byte)'\n');
            }
        }

        return lines;
    }

    /// <summary>Adds a line.</summary>
    /// <param name="entry">What was taken.</param>
    /// <param name="honoursKeys">Whether a call with a known key has no effect and is written down as a repeat.</param>
    /// <returns>The number of the line.</returns>
    public long Add(LedgerEntry entry, bool honoursKeys = false)
    {
        lock (_gate)
        {
            var isRepeat = !_known.TryAdd(entry.Key, entry.Node) && honoursKeys;
            _file.Write(Encoding.UTF8.GetBytes((entry with { IsRepeat = isRepeat }).ToLine() + "\n"));
            if (_toDisk)
            {
                _file.Flush(flushToDisk: true);
            }

            return ++_count;
        }
    }

    public void Dispose() => _file.Dispose();
}
