using System.Diagnostics;
using Messaging.Planning;
using Messaging.Preferences;

namespace Messaging.Bench;

/// <summary>Decisions of the planner per second on one core, with send hours to keep: no clock, no database, no container.</summary>
internal static class PlannerFigures
{
    private const int Recipients = 1_000;
    private const int Requests = 200;
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
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

        BenchReport.Figure("planner: marketing by email and SMS with consent, preferences and send hours", "decisions/s", perSecond[1..]);
    }

    private static Recipient[] To() =>
        [.. Enumerable.Range(0, Recipients).Select(i => new Recipient { Id = $"r{i}", Email = $"guest{i}@example.org", Phone = $"+4915112{i:000000}", TimeZone = Zones[i % Zones.Length] })];

    // Marketing to people who consented, one in ten of whom switched SMS off: every rule has something to look at.
    private static PlanTarget Target(Recipient recipient, int index) => new()
    {
        Recipient = recipient,
        Asked = recipient,
        Index = index,
        Channels = [MessageChannel.Email, MessageChannel.Sms],
        Person = ContactState.Empty
            .With(new Consent(ConsentAction.Grant, default, "news", Now.AddDays(-9), "form", "v1"))
            .With(new PreferenceChange { Channels = new Dictionary<MessageChannel, bool> { [MessageChannel.Sms] = index % 10 != 0 } }, Now),
    };

    private static PlanInput Input() => new()
    {
        Request = new MessageRequest { Template = "bench", Category = MessageCategory.Marketing, Type = "news", To = To() },
        Targets = [.. To().Select(Target)],
        RequiresConsent = true,
        DefaultLocale = "en",
        DefaultTimeZone = "UTC",
        ExpiresAfter = TimeSpan.FromHours(24),
        SendHours = new MessagingOptions().SendHours,
        Now = Now,
    };
}
