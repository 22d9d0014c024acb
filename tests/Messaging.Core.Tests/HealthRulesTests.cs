using Messaging.Dispatching;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging.Core.Tests;

public sealed class HealthRulesTests
{
    private static readonly DispatcherHealth Well = new()
    {
        IsStarted = true, HasFailed = false, HasLease = true, HeartbeatAge = TimeSpan.FromSeconds(5), RoundAge = TimeSpan.FromSeconds(5), ClockOffset = TimeSpan.FromSeconds(-2), IsClockSteady = true,
        OldestDue = TimeSpan.FromSeconds(60), LookAge = TimeSpan.FromSeconds(61), Outage = null, Misconfigured = [], Broken = [], TroubledOfTenants = 3, FailingJanitors = [], InFlight = 64, Slots = 64,
    };

    public static TheoryData<string, HealthStatus> Cases => new()
    {
        { "stopped", HealthStatus.Degraded }, { "failed", HealthStatus.Unhealthy }, { "no lease", HealthStatus.Degraded }, { "heartbeat", HealthStatus.Unhealthy }, { "ahead", HealthStatus.Degraded },
        { "behind", HealthStatus.Degraded }, { "unsteady", HealthStatus.Degraded }, { "late", HealthStatus.Degraded }, { "very late", HealthStatus.Unhealthy }, { "unseen", HealthStatus.Degraded },
        { "long unseen", HealthStatus.Unhealthy }, { "down", HealthStatus.Degraded }, { "refused", HealthStatus.Unhealthy }, { "broken", HealthStatus.Degraded }, { "janitor", HealthStatus.Degraded },
        { "paused", HealthStatus.Degraded }, { "restored", HealthStatus.Degraded },
    };

    [Fact]
    public void Judge_AtTheLimits_FindsNothing() => Assert.Empty(Judge(Well));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_BeyondALimit_SaysSoOnce(string name, HealthStatus expected)
    {
        var second = TimeSpan.FromSeconds(1);
        var health = name switch
        {
            "stopped" => Well with { IsStarted = false },
            "failed" => Well with { HasFailed = true },
            "no lease" => Well with { HasLease = false },
            "heartbeat" => Well with { HasLease = false, HeartbeatAge = TimeSpan.FromSeconds(31) },
            "ahead" => Well with { ClockOffset = TimeSpan.FromSeconds(2.1) },
            "behind" => Well with { ClockOffset = TimeSpan.FromSeconds(-2.1) },
            "unsteady" => Well with { IsClockSteady = false },
            "late" => Well with { OldestDue = Well.OldestDue + second },
            "very late" => Well with { OldestDue = TimeSpan.FromMinutes(10) + second },
            "unseen" => Well with { LookAge = Well.LookAge + second },
            "long unseen" => Well with { LookAge = TimeSpan.FromMinutes(11) },
            "down" => Well with { Outage = new(DateTimeOffset.UnixEpoch, "Check the password.") },
            "paused" => Well with { IsPaused = true, Pauses = 1 },
            "restored" => Well with { IsPaused = true, IsPausedAfterRestore = true, Pauses = 1 },
            "refused" => Well with { Misconfigured = ["sendgrid"] },
            "broken" => Well with { Broken = ["twilio"] },
            _ => Well with { FailingJanitors = ["Pruner"] },
        };
        Assert.Equal(expected, Assert.Single(Judge(health)).Status);
    }

    [Fact]
    public void Judge_StoreThatFails_SaysSinceWhenAndWhy()
    {
        Assert.Equal("The database has been failing since 1970-01-01T00:00:00.0000000+00:00. Check the password.", Reason("Check the password."));
        Assert.Equal("The database has been failing since 1970-01-01T00:00:00.0000000+00:00.", Reason(""));
        static string Reason(string reason) => Assert.Single(Judge(Well with { Outage = new(DateTimeOffset.UnixEpoch, reason) })).Reason;
    }

    [Fact]
    public void Options_DegradedAfterUnhealthy_AreRefused() =>
        Assert.True(new MessagingHealthOptionsRules().Validate(null, new MessagingHealthOptions { OldestDueDegraded = TimeSpan.FromHours(1) }).Failed);

    private static IEnumerable<(HealthStatus Status, string Reason)> Judge(DispatcherHealth health) => HealthRules.Judge(health, new MessagingHealthOptions(), new DispatcherOptions());
}
