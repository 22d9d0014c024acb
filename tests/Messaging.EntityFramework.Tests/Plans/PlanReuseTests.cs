using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.TestTools;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>The statements of a single message are planned a few times in a session, and not once per call: to plan one takes longer than to run it.</summary>
public sealed class PlanReuseTests(ITestOutputHelper output)
{
    private const int Calls = 20;

    // The driver prepares a statement at its fifth use, and the server plans it anew for the first five after that.
    private const int MostPlans = 5;

    [PostgreSqlFact]
    public async Task Statement_CalledForOneMessageAfterTheOther_IsPlannedAnewAFewTimesOnly()
    {
        using var database = TestDatabase.CreatePostgreSql();
        var services = new ServiceCollection();
        services.AddMessaging().UsePostgreSql(database.ConnectionString + ";Maximum Pool Size=1");
        await using var provider = services.BuildServiceProvider();
        var (sample, deliveries, now) = (new StoreSample(provider), provider.GetRequiredService<IDeliveryStore>(), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < Calls; i++)
        {
            await sample.AddAsync();
            var lane = Assert.Single(await deliveries.FindLanesAsync(default));
            var claimed = Assert.Single(await deliveries.ClaimAsync(1, [new LaneQuota(lane.Key, 1)], now.AddDays(1), default)).Delivery;
            await provider.GetRequiredService<IContactStore>().ReadAsync([claimed.Id], default);
            var start = DeliveryTransition.Announce(claimed, "sample", null, underKey: false) with { CapContact = claimed.Id, CapDay = 1, CapLimit = 5 };
            Assert.Single(await deliveries.StartAsync([start], now, default));
            Assert.Single(await deliveries.RecordAsync([DeliveryTransition.Refuse(claimed with { Attempt = 1 }, DeliveryOutcome.Rejected, DecisionCode.FailRender, now)], now, default));
        }

        await using var context = provider.GetRequiredService<IDbContextFactory<MessagingDbContext>>().CreateDbContext();
        var plans = await context.Database.SqlQueryRaw<string>(
            """
            SELECT CASE WHEN statement LIKE '%hasty%' THEN 'claim' WHEN statement LIKE '%verdicts%' THEN 'start' WHEN statement LIKE '%done AS%' THEN 'record' WHEN statement LIKE '%new_d AS%' THEN 'insert' ELSE 'contacts' END
                || ' ' || custom_plans || ' ' || generic_plans AS "Value"
            FROM pg_prepared_statements WHERE statement LIKE '%hasty%' OR statement LIKE '%verdicts%' OR statement LIKE '%done AS%' OR statement LIKE '%new_d AS%' OR statement LIKE '%FROM messaging_contacts AS k WHERE%' ORDER BY 1
            """).ToListAsync();
        output.WriteLine(string.Join("; ", plans));
        Assert.Equal(["claim", "contacts", "insert", "record", "start"], plans.Select(p => p.Split(' ')[0]));
        Assert.All(plans.Select(p => p.Split(' ')), p => Assert.True(int.Parse(p[1], null) <= MostPlans && int.Parse(p[2], null) >= Calls / 2, string.Join(' ', p)));
    }
}
