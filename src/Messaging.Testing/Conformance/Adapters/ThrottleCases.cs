using System.Globalization;
using Messaging.Channels;
using Messaging.Testing.Http;

namespace Messaging.Testing.Conformance.Adapters;

/// <summary>429: the wait that the vendor names, in seconds or as a date, and one of its own when it names none.</summary>
internal static class ThrottleCases
{
    public static IReadOnlyList<AdapterConformanceCase> All { get; } =
    [
        new("Throttled_WithSeconds_WaitsThatLong", subject => RunAsync(subject, _ => "17", TimeSpan.FromSeconds(17))),
        new("Throttled_WithADate_WaitsUntilThen", subject => RunAsync(subject, now => (now + TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture), TimeSpan.FromSeconds(90))),
        new("Throttled_WithADateGoneBy_WaitsAtLeastASecond", subject => RunAsync(subject, now => (now - TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture), TimeSpan.FromSeconds(1))),
        new("Throttled_WithoutAHeader_WaitsForSomeTime", subject => RunAsync(subject, null, null)),
        new("Throttled_WithAnUnreadableHeader_WaitsForSomeTime", subject => RunAsync(subject, _ => "soon", null)),
        new("Throttled_ForYears_WaitsADayAtMost", subject => RunAsync(subject, _ => "999999999", TimeSpan.FromDays(1))),
    ];

    private static async Task RunAsync(AdapterUnderTest subject, Func<DateTimeOffset, string>? header, TimeSpan? expected)
    {
        var trial = await AdapterTrial.StartAsync(subject).ConfigureAwait(false);
        await using (trial.ConfigureAwait(false))
        {
            var reply = HttpReply.Of(429);
            var outcome = await trial.Next(header is null ? reply : reply.WithHeader("Retry-After", header(trial.Time.GetUtcNow()))).SendAsync().ConfigureAwait(false);
            Expect.Equal(SendOutcomeKind.Throttled, outcome.Kind, "the outcome");
            Expect.True(outcome.RetryAfter >= TimeSpan.FromSeconds(1) && outcome.RetryAfter <= TimeSpan.FromDays(1), $"a wait of a second to a day; found {outcome.RetryAfter}");
            Expect.True(expected is null || expected == outcome.RetryAfter, $"the wait: expected {expected}, found {outcome.RetryAfter}");
        }
    }
}
