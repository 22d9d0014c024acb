using Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Bookings;

/// <summary>One run: read, send, watch, report.</summary>
internal sealed class ConfirmationRun(RunOptions options)
{
    private const int MissingKeys = 2;

    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly SendTally _tally = new();

    /// <summary>Runs.</summary>
    /// <returns>The exit code: 0 when everything was sent, 1 when something is left to look at, 2 when a provider lacks its keys.</returns>
    public async Task<int> RunAsync()
    {
        try
        {
            if (options.Trial is { Missing: { Count: > 0 } missing } trial)
            {
                return Fail($"--provider {trial.Provider.Name} needs {string.Join(", ", missing)} in the environment. Nothing was stored or sent.", MissingKeys);
            }

            var file = BookingFile.Read(options.CsvFile);
            _tally.Problems.AddRange(file.Problems);
            if (options.Smtp is { } server && !await server.AnswersAsync(_time, CancellationToken.None))
            {
                return Fail($"No SMTP server answers at {server}. Start it, or correct --smtp. Nothing was stored or sent.");
            }

            PrepareFolder();
            using var host = BookingsHost.Build(options);
            return await RunAsync(host, [.. file.Bookings.Take(options.Trial is null ? int.MaxValue : 1)]) ? 0 : 1;
        }
        catch (Exception e) when (e is UsageException or MessagingException or OptionsValidationException or IOException or UnauthorizedAccessException)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("Stopped. What was stored stays stored: run again to finish.");
        }
    }

    private static int Fail(string message, int code = 1)
    {
        Console.Error.WriteLine(message);
        return code;
    }

    private void PrepareFolder()
    {
        try
        {
            Directory.CreateDirectory(options.Folder);
            if (options.Reset || options.Trial is not null)
            {
                ForgetEarlierRuns();
            }

            // SQLite would only say that it cannot open its file.
            File.Create(Path.Combine(options.Folder, ".writable"), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--folder names a place, {options.Folder}, where nothing can be written. Name a folder of your own, which is made if it is not there. Nothing was stored or sent. ({e.Message})");
        }
    }

    private void ForgetEarlierRuns()
    {
        foreach (var file in new[] { "", "-wal", "-shm", "-dispatcher" })
        {
            File.Delete(options.DatabaseFile + file);
        }

        if (options.Trial is null && Directory.Exists(options.MailboxFolder))
        {
            Directory.Delete(options.MailboxFolder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(IHost host, IReadOnlyList<Booking> bookings)
    {
        var client = host.Services.GetRequiredService<IMessagingClient>();
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var before = await DeliveryBoard.ReadAsync(client, _time, stopping);
        RunReport.TellBefore(before);
        await host.StartAsync(stopping);
        try
        {
            var board = await SendAndWatchAsync(client, bookings, stopping);
            return await new RunReport(options, _tally, before, board, client).TellAsync(stopping);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private async Task<DeliveryBoard> SendAndWatchAsync(IMessagingClient client, IReadOnlyList<Booking> bookings, CancellationToken stopping) =>
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var bars = new ProgressBars(progress, bookings.Count);
                var sending = new ConfirmationSender(client, options.Trial is { } trial ? trial.For : Confirmation.For).SendAsync(bookings, _tally, bars.Store, stopping);
                var startedAt = _time.GetTimestamp();
                DeliveryBoard board;
                bool isStored;
                do
                {
                    await Task.Delay(LookInterval, _time, stopping);

                    // Asked before the look, so that the last look sees everything that was stored.
                    isStored = sending.IsCompleted;
                    board = await DeliveryBoard.ReadAsync(client, _time, stopping);
                    bars.Show(board, isStored);
                }
                while (!isStored || (board.Moving.Any() && _time.GetElapsedTime(startedAt) < options.Limit));
                await sending;
                return board;
            });
}
