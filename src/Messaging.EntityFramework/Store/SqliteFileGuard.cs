using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.EntityFramework.Store;

/// <summary>Before the host starts: refuses a SQLite file where SQLite cannot keep it, and, in a process that dispatches, takes the one place that a file has for a dispatcher.</summary>
/// <remarks>
/// The place is a lock of the operating system on a file beside the database, which ends with the process however that ends. What is safe does not hang on it: leases and their tokens hold
/// without it. It keeps two processes from getting into each other's way where a claim cannot skip what another holds.
/// </remarks>
internal sealed class SqliteFileGuard(IContextSource contexts, StoreSetup setup, IOptions<MessagingOptions> options) : IHostedLifecycleService, IDisposable
{
    private FileStream? _place;

    /// <exception cref="MessagingConfigurationException">The file is on a network, or another process dispatches from it.</exception>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var (context, lease) = contexts.Create();
        await using (lease.ConfigureAwait(false))
        {
            setup.Inspect(context);
        }

        if (!setup.IsSqlite || SqliteFile.PathOf(setup.DataSource) is not { } path)
        {
            return;
        }

        if (SqliteFile.FindFault(path) is { } fault)
        {
            throw new MessagingConfigurationException(
                $"The SQLite file '{path}' is on {fault}, where its write-ahead log does not work: it needs memory that all its processes share. Move the file to a local disk, or use PostgreSQL.");
        }

        if (!options.Value.SendOnly)
        {
            _place ??= Take(path);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Only now: the dispatcher has drained.
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _place?.Dispose();
        _place = null;
    }

    // The file stays: who deleted it could take it away from under one that has just opened it.
    private static FileStream Take(string path)
    {
        var place = path + "-dispatcher";
        try
        {
            return new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new MessagingConfigurationException($"'{place}' cannot be written. Create the folder of the SQLite file and give this process permission to write there.", e);
        }
        catch (IOException e)
        {
            throw new MessagingConfigurationException(
                $"Another process dispatches from the SQLite file '{path}' already: it holds '{place}'. Stop it, set MessagingOptions.SendOnly = true in this process, or use PostgreSQL, which serves many dispatchers.",
                e);
        }
    }
}
