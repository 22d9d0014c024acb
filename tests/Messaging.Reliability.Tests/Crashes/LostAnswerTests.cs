using Messaging.Reliability.Host;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>The mail server takes the message and the connection breaks before its answer: nobody died, and yet nobody knows. The policy decides.</summary>
public sealed class LostAnswerTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_ConnectionBreaksAfterTheFinalDot_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_ConnectionBreaksAfterTheFinalDot_IsUnknownAndThePolicyDecides(Policy policy) => RunAsync(DatabaseKind.PostgreSql, policy);

    private static EndState AfterALostAnswer(Policy policy) => policy == Policy.Resend
        ? policy.AfterADoubtfulCall(wasTaken: true) with { Rescues = 0, Attempts = "1 Unknown, 2 Accepted", Decisions = "retry.possible-duplicate" }
        : policy.AfterADoubtfulCall(wasTaken: true) with { Rescues = 0, Attempts = "1 Unknown", Decisions = "end.unknown" };

    private Task RunAsync(DatabaseKind kind, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var port = await bench.StartMailServerAsync(unanswered: 1);
        var id = (await bench.SendAsync(1, policy.Category()))[0];
        await bench.TakeOverAsync(settings.AsSurvivor() with { SmtpPort = port });
        Assert.Equal(AfterALostAnswer(policy), await bench.EndStateAsync(id));
    });
}
