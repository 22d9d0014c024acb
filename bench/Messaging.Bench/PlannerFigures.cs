using System.Diagnostics;
using Messaging.Planning;

namespace Messaging.Bench;

/// <summary>Decisions of the planner per second on one core, with send hours to keep: no clock, no database, no container.</summary>
internal static class PlannerFigures
{
    private const int Recipients = 1_000;
    private const int Requests = 200;
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Australia/Sydney"];

    public static void Print(int runs)
    {
        var input = Input();
        var perSecond = new List<double>();
        for (var run = -1; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            var decisions = 0;
            for (var i = 0; i < Requests; i++)
            {
                decisions += MessagePlanner.Plan(input, []).Sum(p => p.Decisions.Count);
            }

            perSecond.Add(decisions / watch.Elapsed.TotalSeconds);
        }

        BenchReport.Figure("planner: email and SMS, half of the SMS put off by send hours", "decisions/s", perSecond[1..]);
    }

    private static PlanInput Input() => new()
    {
        Request = new MessageRequest
        {
            Template = "bench",
            To =
            [
                .. Enumerable.Range(0, Recipients).Select(i => new Recipient
                {
                    Id = $"r{i}", Email = $"guest{i}@example.org", Phone = $"+4915112{i:000000}", TimeZone = Zones[i % Zones.Length],
                }),
            ],
        },
        Channels = [MessageChannel.Email, MessageChannel.Sms],
        DefaultLocale = "en",
        DefaultTimeZone = "UTC",
        ExpiresAfter = TimeSpan.FromHours(24),
        SendHours = new MessagingOptions().SendHours,
        Now = new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero),
    };
}
