using Messaging.Reliability.Host;
using Messaging.Reliability.Host.Faults;
using Messaging.Reliability.Tests.Support;
using Xunit.Abstractions;

namespace Messaging.Reliability.Tests.Crashes;

/// <summary>Killed on either side of the commit that stores a message. The caller heard nothing in both cases, repeats what it did under the same idempotency key, and the message exists once.</summary>
public sealed class CrashWhileStoringTests(ITestOutputHelper output) : CrashTests(output)
{
    [SignalTheory]
    [InlineData(false, Policy.Resend)]
    [InlineData(true, Policy.Once)]
    public Task Sqlite_KilledBeforeTheCommit_NothingIsStoredAndTheRepetitionStoresItOnce(bool explicitTransaction, Policy policy) => RunBookingAsync(DatabaseKind.Sqlite, explicitTransaction, policy);

    [PostgreSqlSignalTheory]
    [InlineData(false, Policy.Resend)]
    [InlineData(true, Policy.Once)]
    public Task PostgreSql_KilledBeforeTheCommit_NothingIsStoredAndTheRepetitionStoresItOnce(bool explicitTransaction, Policy policy) => RunBookingAsync(DatabaseKind.PostgreSql, explicitTransaction, policy);

    [SignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task Sqlite_KilledAfterTheCommit_TheRepetitionStoresNothingMoreAndItIsSentOnce(Policy policy) => RunSendAsync(DatabaseKind.Sqlite, policy);

    [PostgreSqlSignalTheory]
    [InlineData(Policy.Resend)]
    [InlineData(Policy.Once)]
    public Task PostgreSql_KilledAfterTheCommit_TheRepetitionStoresNothingMoreAndItIsSentOnce(Policy policy) => RunSendAsync(DatabaseKind.PostgreSql, policy);

    private Task RunBookingAsync(DatabaseKind kind, bool explicitTransaction, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        await bench.Database.CreateBookingSchemaAsync();
        settings = settings with { OwnContext = true };
        var booking = settings with { Role = HostRole.Book, ExplicitTransaction = explicitTransaction, Category = policy.Category(), IdempotencyKey = "booking-1" };
        await bench.KillAsync(booking with { Fault = FaultPoint.BeforeEnqueueCommit });
        Assert.Equal((0, 0), (await bench.Database.CountBookingsAsync(), await bench.Database.CountAsync(_ => true)));

        await Workbench.RunErrandAsync(booking);
        Assert.Equal((1, 1), (await bench.Database.CountBookingsAsync(), await bench.Database.CountAsync(_ => true)));
        await bench.TakeOverAsync(settings.AsSurvivor());
        Assert.Equal(EndState.Sent, await bench.EndStateAsync(await bench.OnlyMessageAsync()));
    });

    private Task RunSendAsync(DatabaseKind kind, Policy policy) => RunAsync(kind, policy, async (bench, settings) =>
    {
        var send = settings with { Role = HostRole.Send, Category = policy.Category(), IdempotencyKey = "booking-1" };
        await bench.KillAsync(send with { Fault = FaultPoint.AfterEnqueueCommit });
        Assert.Equal(EndState.Queued, await bench.EndStateAsync(await bench.OnlyMessageAsync()));

        await Workbench.RunErrandAsync(send);
        await bench.TakeOverAsync(settings.AsSurvivor());
        Assert.Equal(EndState.Sent, await bench.EndStateAsync(await bench.OnlyMessageAsync()));
    });
}
