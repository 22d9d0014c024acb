using Messaging;
using Spectre.Console;

namespace Bookings;

/// <summary>What the progress shows: requests that were stored, and messages of each channel that have come to rest.</summary>
internal sealed class ProgressBars(ProgressContext progress, int bookings)
{
    private readonly ProgressTask _stored = progress.AddTask("bookings stored", maxValue: Math.Max(bookings, 1));
    private readonly Dictionary<MessageChannel, ProgressTask> _sent = [];

    public void Store() => _stored.Increment(1);

    public void Show(DeliveryBoard board, bool isStored)
    {
        var moving = board.Moving.CountBy(m => m.Message.Channel).ToDictionary();
        foreach (var (channel, count) in board.Messages.CountBy(m => m.Message.Channel))
        {
            if (!_sent.TryGetValue(channel, out var bar))
            {
                bar = _sent[channel] = progress.AddTask($"{channel} sent");
            }

            // Until all are stored nobody knows how many there will be; at most one per booking.
            bar.MaxValue = isStored ? count : Math.Max(count, bookings);
            bar.Value = count - moving.GetValueOrDefault(channel);
        }
    }
}
