using Messaging.EntityFramework.Tests.Support;
using Messaging.Messages;
using Messaging.Testing;
using Messaging.TestTools;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Store;

/// <summary>Reports about one message that arrive at once: a flag once set stays set.</summary>
public sealed class ReportRaceTests
{
    private const int Pairs = 40;

    [PostgreSqlFact]
    public async Task PostgreSql_ComplaintAndUnsubscriptionAtOnce_BothStay()
    {
        using var database = TestDatabase.CreatePostgreSql();
        await using var services = new ServiceCollection()
            .Also(s => database.Use(s.AddMessaging()).AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter()))
            .BuildServiceProvider();
        var client = services.GetRequiredService<IMessagingClient>();
        var recorder = services.GetRequiredService<EventRecorder>();
        var receipt = await client.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Subject = "Hello", Text = "World" },
            To = [.. Enumerable.Range(0, Pairs).Select(i => new Recipient { Email = $"guest{i}@example.org" })],
        });
        await Task.WhenAll(receipt.Messages.SelectMany(m => new[] { MessageEventKind.Complained, MessageEventKind.Unsubscribed }.Select(k => recorder.RecordAsync([Report(m.Id, k)]))));

        foreach (var message in receipt.Messages)
        {
            var delivery = (await client.FindAsync(message.Id))!.Delivery;
            Assert.True(delivery is { ComplainedAt: not null, UnsubscribedAt: not null }, "A flag was lost.");
        }
    }

    private static MessageEvent Report(Guid id, MessageEventKind kind) =>
        new() { Provider = "test", EventKey = $"{id}-{kind}", DeliveryId = id, Kind = kind, OccurredAt = DateTimeOffset.UtcNow, ReceivedAt = DateTimeOffset.UtcNow };
}
