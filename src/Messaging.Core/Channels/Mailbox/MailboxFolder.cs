namespace Messaging.Channels.Mailbox;

/// <summary>
/// A folder of files that are there completely or not at all, also when the process that writes them is killed. Thread-safe, and safe to share between
/// processes.
/// </summary>
internal sealed class MailboxFolder(string path)
{
    private const string Temporary = ".tmp";

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    public bool Contains(string name) => File.Exists(System.IO.Path.Combine(Path, name));

    /// <summary>Adds a file, unless one of this name is there: that one stays as it is.</summary>
    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path);
        var final = System.IO.Path.Combine(Path, name);
        var temporary = System.IO.Path.Combine(Path, $".{name}.{System.IO.Path.GetRandomFileName()}{Temporary}");
        var isMoved = false;
        try
        {
            var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Delete, bufferSize: 0, useAsync: true);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(content, cancellationToken).ConfigureAwait(false);

                // Renamed while it is open, and so locked: until it has its name, no process that tidies up takes it for a leftover.
                isMoved = TryMove(temporary, final);
            }
        }
        finally
        {
            if (!isMoved)
            {
                TryDelete(temporary);
            }
        }
    }

    /// <summary>Deletes what killed processes left half written. Files that are being written at this moment stay.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(Path))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Path, $".*{Temporary}"))
        {
            try
            {
                // Opening fails while a writer holds the file.
                using var leftover = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // In use, gone already, or not ours to delete. It harms nobody.
            }
        }
    }

    private static bool TryMove(string temporary, string final)
    {
        try
        {
            File.Move(temporary, final);
            return true;
        }
        catch (IOException) when (File.Exists(final))
        {
            return false;
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever kept the file from being written keeps it from being deleted; the next start tries again.
        }
    }
}
