using System.Diagnostics;
using System.Globalization;
using System.Text;
using Messaging.Channels;

namespace Messaging.Bench.Processes;

/// <summary>
/// What the hidden command <c>node</c> runs: a dispatcher, or a sender, in a process of its own. It says <c>ready</c>, begins when a line comes in, tells of every call of its adapter before the adapter
/// answers, and ends when its input is closed, so that it never outlives whoever started it.
/// </summary>
internal static class Node
{
    public const string Ready = "ready";
    public const string Warm = "warm";
    public const string Sent = "sent";
    public const char Call = 'c';

    // How many recipients a sender takes before its memory counts.
    public const int WarmUp = 20_000;

    private static readonly Lock Writing = new();
    private static readonly Stream Out = Console.OpenStandardOutput();

    public static async Task<int> RunAsync(string connectionString, BenchSettings settings, int recipients)
    {
        await using var host = await BenchHost.CreateAsync(b => BenchDatabase.Use(b, connectionString), settings, Tell);
        using var input = Console.In;
        Say(Ready);
        if (await input.ReadLineAsync() is null)
        {
            return 0;
        }

        if (settings.SendOnly)
        {
            await SendAsync(host, 0, WarmUp);
            Say(Warm);
            if (await input.ReadLineAsync() is not null)
            {
                var sent = await SendAsync(host, WarmUp, recipients);
                Say(string.Create(CultureInfo.InvariantCulture, $"{Sent} {sent}"));
            }
        }
        else
        {
            await host.StartAsync();
        }

        while (await input.ReadLineAsync() is not null)
        {
        }

        return 0;
    }

    // Made as they are read, as from a query of the host.
    private static async IAsyncEnumerable<Recipient> RecipientsAsync(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            yield return BenchHost.Recipient(i);
        }

        await Task.CompletedTask;
    }

    private static async Task<long> SendAsync(BenchHost host, int first, int count) => (await host.Client.SendManyAsync(BenchHost.Template(0), RecipientsAsync(first, count))).Messages;

    private static void Tell(OutboundMessage message) => Say(string.Create(CultureInfo.InvariantCulture, $"{Call} {Stopwatch.GetTimestamp()} {message.Id:N}"));

    // Straight to the pipe: what was said outlives a kill.
    private static void Say(string line)
    {
        var bytes = Encoding.ASCII.GetBytes(line + "\n");
        lock (Writing)
        {
            Out.Write(bytes);
            Out.Flush();
        }
    }
}
