using Messaging.Inbound;
using Messaging.Storage;
using Messaging.TestTools;
using Xunit.Abstractions;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>Lists of what is about one person or one thing read the index that holds only such rows, also by a plan that was made before the person or thing was known.</summary>
public sealed class ListPlanTests(ITestOutputHelper output)
{
    private const string Messages = "messaging_messages";
    private const string Inbound = "messaging_inbound";

    [PostgreSqlFact]
    public async Task List_OfAPersonOrAThing_ReadsTheIndexOfThose()
    {
        await using var store = await PlannedStore.CreateAsync(TableState.Analysed, "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off");
        var now = store.Clock.GetUtcNow();
        await FillInboundAsync(store, now);
        await ExpectAsync(Messages, $"IX_{Messages}_tenant_id_recipient_id_created_at", () => store.Messages.ListAsync(new MessageQuery { RecipientId = "p1" }, null, now, default));
        await ExpectAsync(Messages, $"IX_{Messages}_entity", () => store.Messages.ListAsync(new MessageQuery { Entity = new("booking", "b1") }, null, now, default));
        await ExpectAsync(Inbound, $"IX_{Inbound}_tenant_id_recipient_id_received_at", () => store.Inbound.ListAsync(new InboundFilter { Tenant = "", RecipientId = "p1" }, null, 10, default));

        async Task ExpectAsync<TResult>(string table, string index, Func<Task<TResult>> call)
        {
            var (_, plans) = await store.WatchAsync(call);
            output.WriteLine(string.Join('\n', plans));
            Assert.Equal($": {index}", Assert.Single(plans.SelectMany(p => p.Accesses(table))));
        }
    }

    // One message, and two thousand like it of other people.
    private static async Task FillInboundAsync(PlannedStore store, DateTimeOffset now)
    {
        await store.Inbound.AddAsync(
            new InboundMessage { Id = Guid.CreateVersion7(now), Provider = "sample", EventKey = "0", Channel = MessageChannel.Sms, From = "+15551230001", To = "+15551230002", RecipientId = "p1", WrittenAt = now, ReceivedAt = now }, default);
        await store.RunSqlAsync($"""
            DO $$ BEGIN
                CREATE TEMP TABLE copies AS SELECT i.* FROM {Inbound} AS i CROSS JOIN generate_series(2, 2000);
                UPDATE copies SET id = gen_random_uuid(), event_key = gen_random_uuid()::text, recipient_id = gen_random_uuid()::text;
                INSERT INTO {Inbound} SELECT * FROM copies;
                DROP TABLE copies;
            END $$
            """);
        await store.RunSqlAsync($"ANALYZE {Inbound}");
    }
}
