using System.Globalization;
using System.Text.Json;
using Messaging;
using Messaging.Messages;
using Messaging.Storage;
using Spectre.Console;

namespace Bookings;

/// <summary>Messages by channel and status.</summary>
internal static class StatusTable
{
    /// <summary>The table of everything that is stored, with a column for what the plan left out.</summary>
    public static Table Of(DeliveryBoard board)
    {
        var leftOut = LeftOut(board.Messages);
        var statuses = board.Messages.Select(board.StatusOf).Distinct().Order().ToList();
        var table = new Table { Title = new TableTitle("Messages by channel and status") }.AddColumn("Channel");
        table.AddColumns([.. statuses.Select(s => new TableColumn(s.ToString()).RightAligned())]);
        table.AddColumn("Left out by the plan");
        foreach (var channel in board.Messages.Select(m => m.Message.Channel).Concat(leftOut.Select(p => (MessageChannel)p.Channel)).Distinct())
        {
            var messages = board.Messages.Where(m => m.Message.Channel == channel).ToList();
            var reasons = leftOut.Where(p => channel == p.Channel).CountBy(p => p.Code).Select(p => $"{p.Value} {p.Key}");
            string[] cells =
            [
                channel.Value,
                .. statuses.Select(s => messages.Count(m => board.StatusOf(m) == s).ToString(CultureInfo.InvariantCulture)),
                string.Join(", ", reasons),
            ];
            table.AddRow([.. cells.Select(c => new Text(c))]);
        }

        return table;
    }

    // A channel without an address makes no message; the plan that stands with the recipient's other messages says so.
    private static List<PlannedChannel> LeftOut(IReadOnlyList<MessageSummary> messages) =>
        [.. messages.DistinctBy(m => m.Message.RequestId)
            .Where(m => m.Message.Plan is not null)
            .SelectMany(m => JsonSerializer.Deserialize<List<PlannedChannel>>(m.Message.Plan!, JsonSerializerOptions.Web)!)
            .Where(p => p.Code == DecisionCode.SuppressNoAddress.Value)];
}
