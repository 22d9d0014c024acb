using Messaging;
using Messaging.Messages;
using Messaging.Storage;
using Spectre.Console;

namespace Bookings;

/// <summary>What is told at the end of a run.</summary>
internal sealed class RunReport(RunOptions options, SendTally tally, DeliveryBoard before, DeliveryBoard board, IMessagingClient client)
{
    private const int MaxListed = 20;

    /// <summary>Says what a run that ended abruptly has left, and what is being waited for.</summary>
    public static void TellBefore(DeliveryBoard board)
    {
        if (board.Held.Count() is var held and > 0)
        {
            AnsiConsole.WriteLine($"Another run holds {held} messages, or was killed while it did. They are taken over when its lease runs out, within {BookingsHost.Lease.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>Writes the report.</summary>
    /// <returns>Whether all is well.</returns>
    public async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        AnsiConsole.Write(StatusTable.Of(board));
        TellRequests();
        var open = board.Messages.Where(m => !IsWell(board.StatusOf(m))).OrderByDescending(board.StatusOf).ToList();
        await TellOpenAsync(open, cancellationToken);
        TellFlagged();
        TellFiles();
        return open.Count == 0 && tally.Problems.Count == 0;
    }

    private static bool IsWell(DeliveryStatus status) => status is DeliveryStatus.Sent or DeliveryStatus.Delivered or DeliveryStatus.Read or DeliveryStatus.Suppressed;

    private void TellRequests()
    {
        AnsiConsole.WriteLine($"{tally.Confirmed} bookings confirmed by this run.");
        if (tally.Repeated > 0)
        {
            AnsiConsole.WriteLine($"{tally.Repeated} bookings were confirmed by an earlier run: nothing was sent again for them.");
        }

        foreach (var problem in tally.Problems)
        {
            AnsiConsole.WriteLine($"Left out: {Path.GetFileName(options.CsvFile)}, line {problem.Line}: {problem.Text.TrimEnd('.')}.");
        }
    }

    private async Task TellOpenAsync(List<MessageSummary> open, CancellationToken cancellationToken)
    {
        if (open.Count == 0)
        {
            return;
        }

        var table = new Table { Title = new TableTitle($"{open.Count} messages to look at") }.AddColumns("Message", "Booking", "Channel", "Status", "Why", "Next");
        foreach (var message in open.Take(MaxListed))
        {
            var stored = await client.FindAsync(message.Message.Id, cancellationToken: cancellationToken);
            table.AddRow(
                new Text(message.Message.Id.ToString()),
                new Text(message.Message.EntityId),
                new Text(message.Message.Channel.Value),
                new Text(board.StatusOf(message).ToString()),
                new Text(stored is null ? "" : Explanation.Why(stored)),
                new Text(Explanation.Next(message.Delivery)));
        }

        if (open.Count > MaxListed)
        {
            table.Caption = new TableTitle($"and {open.Count - MaxListed} more");
        }

        AnsiConsole.Write(table);
    }

    private void TellFlagged()
    {
        foreach (var message in board.Messages.Where(m => m.Delivery.PossibleDuplicate))
        {
            AnsiConsole.WriteLine($"Flagged as a possible duplicate: {message.Message.Id} ({message.Message.Channel}, {message.Message.EntityId}) was sent again after its first outcome stayed unknown.");
        }
    }

    private void TellFiles()
    {
        if (options.Trial is { Provider: { } provider })
        {
            AnsiConsole.WriteLine($"{provider.Name}: {board.TakenBy(provider.Name)} message taken, for {provider.To}. No guest was written to.");
            AnsiConsole.WriteLine($"State:   the messaging_ tables of {options.DatabaseFile}, until the next trial");
            return;
        }

        var database = options.Postgres is null ? options.DatabaseFile : "the PostgreSQL database";
        AnsiConsole.WriteLine(options.Smtp is { } server ? $"Emails:  {board.TakenBy("smtp") - before.TakenBy("smtp")} sent to {server} by this run" : $"Emails:  {Mailbox(MessageChannel.Email)}");
        AnsiConsole.WriteLine($"SMS:     {Mailbox(MessageChannel.Sms)}");
        AnsiConsole.WriteLine($"In-app:  unread in the table messaging_inbox_items of {database}");
        AnsiConsole.WriteLine($"State:   the other messaging_ tables of {database}");
    }

    private string Mailbox(MessageChannel channel)
    {
        var folder = new DirectoryInfo(Path.Combine(options.MailboxFolder, channel.Value));
        return $"{(folder.Exists ? folder.GetFiles().Length : 0)} files in {folder.FullName}";
    }
}
