using Messaging.Core.Tests.Support;

namespace Messaging.Core.Tests.Planning;

/// <summary>Keys and roles are enough: the host's own tables tell who is meant and where they are.</summary>
public sealed class RecipientSourceTests
{
    [Fact]
    public async Task Key_IsCompletedFromTheSource_TheRequestWins()
    {
        await using var host = Host();
        await host.SendAsync(Request("c1"));
        await host.SendAsync(Request(new Recipient { Id = "c1", Type = "customer", Email = "other@example.org" }));
        await host.DispatchAsync();
        Assert.Equal(["anna@example.org", "other@example.org"], host.Email.Sent.Select(m => m.Address).Order());
        Assert.All(host.Email.Sent, m => Assert.Equal("c1", m.RecipientId));
        Assert.Equal("Anna", host.Email.Sent.Single(m => m.Address == "anna@example.org").RecipientName);
    }

    [Fact]
    public async Task Role_StandsForItsPeople_EachOnce()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(Request(Recipient.Role("inventory_manager"), Recipient.Role("owner")));
        Assert.Equal(["u1", "u2", "u3"], receipt.Messages.Select(m => m.RecipientId));
    }

    [Fact]
    public async Task Role_InApp_ReachesEachInboxAndNotThatOfTheRole()
    {
        await using var host = Host();
        await host.Client.SendAsync(Request(Recipient.Role("inventory_manager")) with { Channels = [MessageChannel.InApp] });
        await host.DispatchAsync();
        var inbox = host.Get<Messaging.Inbox.IInbox>();
        Assert.Equal((1, 1, 0), (await inbox.CountUnreadAsync("u1"), await inbox.CountUnreadAsync("u2"), await inbox.CountUnreadAsync("inventory_manager")));
    }

    [Fact]
    public async Task Role_WithoutASource_IsUnknown()
    {
        await using var host = new TestHost();
        Assert.Equal(DecisionCode.SuppressUnknownRecipient, (await host.Client.SendAsync(Request(Recipient.Role("owner")))).Messages[0].Code);
    }

    [Fact]
    public async Task Source_WithoutTheType_LeavesThePersonWhoTheyAre()
    {
        await using var host = Host();
        await host.Get<Messaging.Preferences.IOptOuts>().OptOutAsync(Messaging.Preferences.Contact.Person("typeless", "customer"), default, "phone");
        Assert.Equal(DecisionCode.SuppressOptedOut, (await host.Client.SendAsync(Request("typeless"))).Messages[0].Code);
    }

    [Fact]
    public async Task Role_OfPeopleWithoutKeys_AreAdHoc_AndAResendIsOneMessage()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(Request(Recipient.Role("team")));
        Assert.All(receipt.Messages, m => Assert.Equal(("", DecisionCode.SendNow), (m.RecipientId, m.Code)));
        Assert.Single((await host.Client.ResendAsync(receipt.Messages[0].Id)).Messages);
        await host.DispatchAsync();
        Assert.All(host.Email.Sent, m => Assert.Equal("", m.RecipientName));
    }

    [Fact]
    public async Task Unknown_InApp_GetsNothing()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(Request("nobody", Recipient.Role("pilot")) with { Channels = [MessageChannel.InApp, MessageChannel.Email] });
        Assert.All(receipt.Messages, m => Assert.Equal(DecisionCode.SuppressUnknownRecipient, m.Code));
    }

    [Fact]
    public async Task Unknown_IsSuppressedWithItsOwnCode_OthersAreSent()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(Request("nobody", "c1", Recipient.Role("pilot")));
        Assert.Equal([DecisionCode.SuppressUnknownRecipient, DecisionCode.SendNow, DecisionCode.SuppressUnknownRecipient], receipt.Messages.Select(m => m.Code));
    }

    [Fact]
    public async Task AddressOfTheSource_ThatIsNone_LeavesOnlyThatPersonOut()
    {
        await using var host = Host();
        var receipt = await host.Client.SendAsync(Request("broken", "c1"));
        Assert.Equal([DecisionCode.SuppressNoAddress, DecisionCode.SendNow], receipt.Messages.Select(m => m.Code));
    }

    [Fact]
    public async Task SameKey_TheSourceChanges_IsStillADuplicate()
    {
        await using var host = Host();
        var request = Request("c1") with { IdempotencyKey = "k" };
        var first = await host.Client.SendAsync(request);
        Source.Email = "moved@example.org";
        try
        {
            var again = await host.Client.SendAsync(request);
            Assert.Equal((true, first.RequestId), (again.IsDuplicate, again.RequestId));
        }
        finally
        {
            Source.Email = "anna@example.org";
        }
    }

    [Fact]
    public async Task Bulk_ReadsPages_ListsProblems_AndGoesOnWhereItBrokeOff()
    {
        await using var host = Host();
        var request = TestHost.Request("bulk") with { To = [] };
        var read = 0;
        var receipt = await host.Client.SendManyAsync(request, Many(1_234, () => read++));
        Assert.Equal((1_234, 1_230L, 4L, 0L), (read, receipt.Messages, receipt.Invalid, receipt.Duplicates));
        Assert.Equal([100L, 500L, 900L, 1_200L], receipt.Problems.Select(p => p.Position));
        Assert.Equal("Email", receipt.Problems[0].Errors[0].Target);
        var again = await host.Client.SendManyAsync(request, Many(1_300, () => { }, from: 1_234));
        Assert.Equal((0L, 997L, 3L), (again.Messages, again.Duplicates, again.Invalid));
    }

    [Fact]
    public async Task Bulk_BrokenOff_Again_StoresTheRestOnly()
    {
        await using var host = Host();
        var request = TestHost.Request("bulk") with { To = [] };
        await Assert.ThrowsAsync<TimeoutException>(() => host.Client.SendManyAsync(request, Many(2_000, () => { }, failAt: 1_100)));
        var receipt = await host.Client.SendManyAsync(request, Many(2_000, () => { }));
        Assert.Equal((997L, 998L), (receipt.Duplicates, receipt.Messages));
        Assert.Equal(1_995, host.Get<Messaging.Storage.InMemory.InMemoryDatabase>().Messages.Count);
    }

    [Fact]
    public async Task Bulk_SameKeyOtherRecipients_SaysWhere_AndPassesOverWhatStandsBefore()
    {
        await using var host = Host();
        var request = TestHost.Request("bulk") with { To = [] };
        Assert.Equal("BulkReceipt { Recipients = 2500, Messages = 2495, Suppressed = 0, Invalid = 5, Duplicates = 0 }", (await host.Client.SendManyAsync(request, Many(2_500, () => { }))).ToString());
        var conflict = await Assert.ThrowsAsync<IdempotencyConflictException>(() => host.Client.SendManyAsync(request, Many(2_600, () => { })));
        Assert.Contains("positions 2000 to 2599", conflict.Message, StringComparison.Ordinal);
        Assert.Equal(2_495, host.Get<Messaging.Storage.InMemory.InMemoryDatabase>().Messages.Count);
    }

    [Fact]
    public async Task Bulk_ReadsNoMoreThanAPageAhead()
    {
        await using var host = Host();
        var stored = host.Get<Messaging.Storage.InMemory.InMemoryDatabase>().Messages;
        var (read, ahead) = (0, 0);
        await host.Client.SendManyAsync(TestHost.Request() with { To = [] }, Many(2_000, () => ahead = Math.Max(ahead, ++read - stored.Count)));
        Assert.InRange(ahead, 1_000, 1_010);
    }

    private static async IAsyncEnumerable<Recipient> Many(int count, Action read, int failAt = int.MaxValue, int from = int.MaxValue)
    {
        await Task.CompletedTask;
        for (var i = 0; i < Math.Min(count, from == int.MaxValue ? count : 1_000); i++)
        {
            read();
            yield return i < failAt ? new Recipient { Email = i is 100 or 500 or 900 or 1_200 or 1_600 ? "broken" : $"r{i}@example.org" } : throw new TimeoutException();
        }
    }

    private static MessageRequest Request(params Recipient[] to) =>
        TestHost.Request() with { To = [.. to.Select(r => r.Type.Length == 0 ? r with { Type = "customer" } : r)] };

    private static TestHost Host() => new(b =>
    {
        b.AddRecipientSource<Source>().AddRecipientSource<Source>().AddInApp();
        b.Services.AddMessaging(o => o.DailyCap = null);
    });

    private sealed class Source : IRecipientSource
    {
        public static string Email { get; set; } = "anna@example.org";

        public Task<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>> FindAsync(RecipientQuery query, CancellationToken cancellationToken)
        {
            static Recipient User(string id) => new() { Id = id, Type = "user", Email = $"{id}@example.org" };
            Dictionary<string, IReadOnlyList<Recipient>> all = query.Type switch
            {
                "role" => new() { ["inventory_manager"] = [User("u1"), User("u2")], ["owner"] = [User("u2"), User("u3")], ["team"] = [new() { Email = "a@example.org" }, new() { Email = "b@example.org", Name = "x\r\nBcc: y" }], ["pilot"] = [] },
                "customer" => new()
                {
                    ["c1"] = [new Recipient { Id = "c1", Type = "customer", Name = "Anna", Email = Email }],
                    ["typeless"] = [new Recipient { Id = "77", Email = "typeless@example.org" }],
                    ["broken"] = [new Recipient { Id = "broken", Type = "customer", Email = "not an address" }],
                },
                _ => [],
            };
            return Task.FromResult<IReadOnlyDictionary<string, IReadOnlyList<Recipient>>>(all.Where(a => query.Ids.Contains(a.Key)).ToDictionary(a => a.Key, a => a.Value));
        }
    }
}
