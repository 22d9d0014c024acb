using Messaging.Inbound;
using Messaging.Preferences;
using Messaging.Tracking;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Testing.Conformance;

/// <summary>Inbound messages: stored once, read as they were written, offered by one at a time, and the other side of a conversation found by person and by address.</summary>
internal static class InboundCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        new("Inbound_StoredFromManyThreads_IsStoredOnceAsItIs", async services =>
        {
            var (store, inbound) = Of(services);
            var message = NewInbound(store) with
            {
                Connection = "conformance:a", FromName = "Lan Ü", Subject = "Frage", Media = [new WebhookMedia("https://example.org/m/1", "image/png", "ü.png")], ProviderMessageId = "SM1",
                InReplyTo = "SM0", ContactId = store.NextId(), MessageId = store.NextId(), RecipientId = "r1", RecipientType = "customer", Meaning = OptOutMeaning.Review,
            };
            var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => inbound.AddAsync(message with { Id = store.NextId() }, default)))).ConfigureAwait(false);
            Expect.Equal(1, won.Count(w => w));
            var found = (await inbound.ListAsync(new InboundFilter { Key = (message.Provider, message.EventKey) }, null, 10, default).ConfigureAwait(false)).Single();
            Expect.Equal(message.Media[0], found.Media.Single());
            Expect.Equal(message with { Id = found.Id, Media = found.Media }, found);
        }),
        new("Inbound_Listed_ComesNewestFirstPageByPage", async services =>
        {
            var (store, inbound) = Of(services);
            var contact = store.NextId();
            var rows = Enumerable.Range(0, 5).Select(i => NewInbound(store) with { ReceivedAt = store.Now.AddSeconds(i / 2), ContactId = contact, Channel = i == 4 ? MessageChannel.WhatsApp : MessageChannel.Sms }).ToList();
            foreach (var row in rows)
            {
                await inbound.AddAsync(row, default).ConfigureAwait(false);
            }

            await inbound.AddAsync(NewInbound(store) with { TenantId = "stranger" }, default).ConfigureAwait(false);
            var filter = new InboundFilter { Tenant = store.Tenant };
            var first = await inbound.ListAsync(filter, null, 3, default).ConfigureAwait(false);
            var rest = await inbound.ListAsync(filter, (first[^1].ReceivedAt, first[^1].Id), 10, default).ConfigureAwait(false);
            Expect.Equal(string.Join(' ', rows.OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Id).Select(r => r.Id)), string.Join(' ', first.Concat(rest).Select(r => r.Id)));
            Expect.Equal(5, (await inbound.ListAsync(filter with { ContactId = contact }, null, 10, default).ConfigureAwait(false)).Count);
            Expect.Equal(rows[4].Id, (await inbound.ListAsync(filter with { Channel = MessageChannel.WhatsApp }, null, 10, default).ConfigureAwait(false)).Single().Id);
            Expect.Equal(0, (await inbound.ListAsync(filter with { RecipientId = "nobody" }, null, 10, default).ConfigureAwait(false)).Count);
        }),
        new("Inbound_Offered_IsTakenByOne", async services =>
        {
            var (store, inbound) = Of(services);
            var due = NewInbound(store) with { State = InboundState.Waiting, DueAt = store.Now };
            await inbound.AddAsync(due, default).ConfigureAwait(false);
            await inbound.AddAsync(NewInbound(store) with { State = InboundState.Waiting, DueAt = store.Now.AddHours(1) }, default).ConfigureAwait(false);
            await inbound.AddAsync(NewInbound(store) with { State = InboundState.Handled, DueAt = store.Now }, default).ConfigureAwait(false);
            var filter = new InboundFilter { Tenant = store.Tenant, DueBefore = store.Now };
            Expect.Equal(due.Id, (await inbound.ListAsync(filter, null, 10, default).ConfigureAwait(false)).Single().Id);
            var taken = due with { Attempts = 1, DueAt = store.Now.AddMinutes(2) };
            var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => inbound.UpdateAsync(due, taken, default)))).ConfigureAwait(false);
            Expect.Equal(1, won.Count(w => w));
            Expect.Equal(0, (await inbound.ListAsync(filter, null, 10, default).ConfigureAwait(false)).Count);
            Expect.True(await inbound.UpdateAsync(taken, taken with { State = InboundState.Handled, DueAt = null, HandledAt = store.Now, LastError = "IOException" }, default).ConfigureAwait(false));
            var ended = (await inbound.ListAsync(new InboundFilter { Tenant = store.Tenant, Id = due.Id }, null, 1, default).ConfigureAwait(false)).Single();
            Expect.Equal((InboundState.Handled, (short)1, (DateTimeOffset?)store.Now, "IOException"), (ended.State, ended.Attempts, ended.HandledAt, ended.LastError));
        }),
        new("Inbound_LastMessageToAnAddress_IsFoundByTenantAndChannel", async services =>
        {
            var (store, inbound) = Of(services);
            await store.AddAsync().ConfigureAwait(false);
            var latest = (await store.AddAsync(2).ConfigureAwait(false))[0];
            const string address = "person0@example.org";
            Expect.Equal(latest, (await inbound.FindLatestAsync(store.Tenant, [MessageChannel.Email], address, default).ConfigureAwait(false))?.Id);
            Expect.NotNull(await inbound.FindLatestAsync(null, [MessageChannel.Email], address, default).ConfigureAwait(false));
            Expect.True(await inbound.FindLatestAsync(store.Tenant, [MessageChannel.Sms, MessageChannel.WhatsApp], address, default).ConfigureAwait(false) is null);
            Expect.True(await inbound.FindLatestAsync("stranger", [MessageChannel.Email], address, default).ConfigureAwait(false) is null);
            Expect.True(await inbound.FindLatestAsync(store.Tenant, [MessageChannel.Email], $"{store.Tenant}@example.org", default).ConfigureAwait(false) is null);
        }),
        new("Inbound_SentSide_IsListedByPersonAndByAddress", async services =>
        {
            var (store, inbound) = Of(services);
            var (first, second) = ((await store.AddAsync(2).ConfigureAwait(false))[0], (await store.AddAsync(2).ConfigureAwait(false))[0]);
            var person = new SentFilter { Tenant = store.Tenant, RecipientId = "r0", RecipientType = "customer" };
            var address = new SentFilter { Tenant = store.Tenant, Address = "person0@example.org", Channels = [MessageChannel.Email] };
            foreach (var filter in new[] { person, address })
            {
                var found = await inbound.ListSentAsync(filter, null, 10, default).ConfigureAwait(false);
                Expect.Equal($"{second} {first}", string.Join(' ', found.Select(f => f.Message.Id)));
                Expect.Equal((second, "person0@example.org"), (found[0].Delivery.Id, found[0].Content?.Address));
                var next = await inbound.ListSentAsync(filter, (found[0].Message.CreatedAt, found[0].Message.Id), 10, default).ConfigureAwait(false);
                Expect.Equal(first, next.Single().Message.Id);
            }

            Expect.Equal(0, (await inbound.ListSentAsync(person with { RecipientType = "user" }, null, 10, default).ConfigureAwait(false)).Count);
            Expect.Equal(0, (await inbound.ListSentAsync(person with { Channels = [MessageChannel.Sms] }, null, 10, default).ConfigureAwait(false)).Count);
            Expect.Equal(0, (await inbound.ListSentAsync(address with { Tenant = "stranger" }, null, 10, default).ConfigureAwait(false)).Count);
        }),
    ];

    private static (StoreUnderTest Store, IInboundStore Inbound) Of(IServiceProvider services) => (new StoreUnderTest(services), services.GetRequiredService<IInboundStore>());

    private static InboundMessage NewInbound(StoreUnderTest store) => new()
    {
        Id = store.NextId(),
        TenantId = store.Tenant,
        Provider = "conformance",
        EventKey = store.NextId().ToString("N"),
        Channel = MessageChannel.Sms,
        From = "+15551230001",
        To = "+15551230002",
        Text = "Grüße 👋",
        WrittenAt = store.Now,
        ReceivedAt = store.Now,
    };
}
