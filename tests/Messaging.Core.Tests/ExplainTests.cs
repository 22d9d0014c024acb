using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Storage;
using Messaging.Testing;
using Xunit.Abstractions;

namespace Messaging.Core.Tests;

/// <summary>An explanation has no effect, and what it says is what then happens.</summary>
public sealed class ExplainTests(ITestOutputHelper output)
{
    private const int Seeds = 400;
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Ho_Chi_Minh", "Australia/Lord_Howe", "UTC", ""];
    private static readonly MessageChannel[] Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.InApp, MessageChannel.Push];

    [Fact]
    public async Task Explain_SmsAtNight_NamesTheRuleAndTheValues()
    {
        await using var host = Host(new RecordingChannelAdapter());
        host.Clock.Advance(TimeSpan.FromHours(10)); // 22:00 UTC
        var request = Template() with { To = [new Recipient { Id = "lan", Phone = "+84901234567", Name = "Lan", TimeZone = "UTC" }], Channels = [MessageChannel.Sms, MessageChannel.Email] };
        var explained = await host.Client.ExplainAsync(request);

        var sms = Assert.Single(explained.Messages);
        Assert.Equal((DecisionCode.DeferSendHours, host.Now.AddHours(10)), (sms.Code, sms.PlannedAt));
        Assert.Equal($"quiet 21:00-08:00 UTC; until {sms.PlannedAt:O}", sms.Facts);
        Assert.Equal(("hello", "Hello Lan", "sms"), (sms.Template, sms.Content!.Text, sms.Connection));
        Assert.Equal((MessageChannel.Email, DecisionCode.SuppressNoAddress), (Assert.Single(explained.LeftOut).Channel, explained.LeftOut[0].Code));
        Assert.Empty((await host.Client.ListAsync(new MessageQuery())).Messages);
    }

    [Fact]
    public async Task Explain_WrongRequest_IsTheErrorOfSending()
    {
        await using var host = Host(new RecordingChannelAdapter());
        await Assert.ThrowsAsync<InvalidMessageException>(() => host.Client.ExplainAsync(Template() with { To = [] }));
        await Assert.ThrowsAsync<TemplateException>(() => host.Client.ExplainAsync(TestHost.Request() with { Content = null, Template = "unknown" }));
    }

    [Fact]
    public async Task Explain_AnyRequest_SaysWhatSendingThenDoes()
    {
        var (messages, leftOut, deferred, refused) = (0, 0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var sms = new RecordingChannelAdapter();
            await using var host = Host(sms);
            var random = new Random(seed);
            host.Clock.Advance(TimeSpan.FromMinutes(random.Next(60 * 24 * 365)));
            await SayThingsAsync(host, random);
            var request = RandomRequest(random, host.Now);
            var explained = await host.Client.ExplainAsync(request);
            var receipt = await host.Client.SendAsync(request);

            Assert.Equal(explained.LeftOut, receipt.LeftOut);
            AssertTree(explained);
            Assert.Equal(explained.Messages.Select(m => (m.RecipientId, m.Channel, m.Code, m.PlannedAt)), receipt.Messages.Select(m => (m.RecipientId, m.Channel, m.Code, m.PlannedAt)));
            await DispatchAllAsync(host, receipt);
            for (var i = 0; i < receipt.Messages.Count; i++)
            {
                await AssertHappenedAsync(host, sms, explained.Messages[i], receipt.Messages[i].Id, seed);
            }

            messages += receipt.Messages.Count;
            leftOut += receipt.LeftOut.Count;
            deferred += receipt.Messages.Count(m => m.Code.IsDeferral);
            refused += receipt.Messages.Count(m => m.Code.IsRefusal);
        }

        output.WriteLine($"{Seeds} requests, {messages} messages ({deferred} deferred, {refused} refused), {leftOut} channels left out: all as explained");
        Assert.True(messages > Seeds && leftOut > 100 && deferred > 100 && refused > 20, "The requests are not varied enough.");
    }

    // What is known of the recipients: preferences, consents, opt-outs and suppressions, as they come.
    private static async Task SayThingsAsync(TestHost host, Random random)
    {
        for (var i = 0; i < 4; i++)
        {
            var (person, email) = (Contact.Person($"r{i}"), Contact.Address(MessageChannel.Email, $"r{i}@example.org"));
            if (random.Next(2) == 0)
            {
                await host.Get<IConsents>().RecordAsync(new ConsentChange { Contact = random.Next(2) == 0 ? person : email, Action = ConsentAction.Grant, Source = "form", Wording = "v1" });
            }

            if (random.Next(4) == 0)
            {
                await host.Get<IConsents>().RecordAsync(new ConsentChange { Contact = email, Action = ConsentAction.Withdraw, Channel = Channels[random.Next(Channels.Length)], Topic = random.Next(2) == 0 ? "news" : "" });
            }

            if (random.Next(4) == 0)
            {
                await host.Get<IPreferences>().UpdateAsync(person, new PreferenceChange
                {
                    Channels = new Dictionary<MessageChannel, bool> { [Channels[random.Next(Channels.Length)]] = false },
                    ChannelsByType = new Dictionary<string, IReadOnlyList<MessageChannel>?> { ["news"] = [.. Channels.Where(_ => random.Next(3) > 0)] },
                });
            }

            if (random.Next(8) == 0)
            {
                await host.Get<IOptOuts>().OptOutAsync(person, random.Next(2) == 0 ? default : Channels[random.Next(Channels.Length)], "test");
            }

            for (var device = random.Next(4); device > 0; device--)
            {
                await host.Get<IDevices>().RegisterAsync(new DeviceRegistration { Person = person, Token = $"r{i}-{device}", Platform = DevicePlatform.Web });
            }

            if (random.Next(8) == 0)
            {
                await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = Contact.Address(MessageChannel.Push, $"r{i}-1"), Reason = SuppressionReason.Manual });
            }

            if (random.Next(8) == 0)
            {
                await host.Get<ISuppressions>().ReportAsync(new SuppressionReport { Contact = email, Reason = (SuppressionReason)random.Next(1, 6) });
            }
        }
    }

    // The code of a channel is that of the first rule that speaks against sending now, and every refused channel has one.
    private static void AssertTree(MessageExplanation explained)
    {
        foreach (var channel in explained.Recipients.SelectMany(r => r.Channels))
        {
            var first = channel.Checks.FirstOrDefault(c => c is { Code: not null, IsAdvisory: false });
            Assert.Equal(channel.Code == DecisionCode.SendNow, first is null);
            Assert.Contains(channel.Checks, c => c.Code == channel.Code || channel.Code == DecisionCode.SendNow);
        }

        var refused = explained.LeftOut.Select(l => l.Code).Concat(explained.Messages.Where(m => m.Code.IsRefusal).Select(m => m.Code)).Order(Comparer<DecisionCode>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));
        var inTree = explained.Recipients.SelectMany(r => r.Channels).Where(c => c.Code.IsRefusal).Select(c => c.Code).Order(Comparer<DecisionCode>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));
        Assert.Equal(refused, inTree);
    }

    private static async Task DispatchAllAsync(TestHost host, SendReceipt receipt)
    {
        foreach (var at in receipt.Messages.Select(m => m.PlannedAt).Order())
        {
            if (at > host.Now)
            {
                host.Clock.Advance(at - host.Now);
            }

            await host.DispatchAsync();
        }
    }

    private static async Task AssertHappenedAsync(TestHost host, RecordingChannelAdapter sms, ExplainedMessage explained, Guid id, int seed)
    {
        var found = await host.FindAsync(id);
        Assert.Equal(explained.ExpiresAt, found.Delivery.ExpiresAt);
        if (explained.Code.IsRefusal)
        {
            Assert.True(found.Delivery.WorkState == WorkState.Done && found.Attempts.Count == 0 && explained.Content is null, $"seed {seed}");
            return;
        }

        Assert.True(found.Delivery.StatusAt(host.Now) == DeliveryStatus.Sent, $"seed {seed}: {found.Delivery.StatusAt(host.Now)}, {string.Join(", ", found.Decisions.Select(d => d.Code))}");
        Assert.Equal(explained.PlannedAt, Assert.Single(found.Attempts).StartedAt);
        var sent = host.Email.Sent.Concat(sms.Sent).SingleOrDefault(m => m.Id == id);
        Assert.Equal(explained.Channel == MessageChannel.InApp, sent is null);
        if (sent is not null)
        {
            Assert.Equal(explained.Content, sent.Content);
        }
    }

    private static MessageRequest RandomRequest(Random random, DateTimeOffset now)
    {
        DateTimeOffset? sendAt = random.Next(3) == 0 ? now.AddMinutes(random.Next(-60, 60 * 48)) : null;
        var start = sendAt > now ? sendAt.Value : now;
        return Template() with
        {
            Category = (MessageCategory)random.Next(3),
            Type = random.Next(2) == 0 ? "news" : "",
            Channels = random.Next(4) == 0 ? [] : [.. Channels.Where(_ => random.Next(3) > 0).DefaultIfEmpty(MessageChannel.Sms)],
            Routing = random.Next(4) == 0 ? Routing.FirstAvailable : Routing.All,
            SendAt = sendAt,
            ExpiresAt = random.Next(3) == 0 ? start.AddMinutes(random.Next(1, 60 * 14)) : null,
            To =
            [
                .. Enumerable.Range(0, random.Next(1, 5)).Select(i => new Recipient
                {
                    Id = random.Next(4) == 0 ? "" : $"r{i}",
                    Name = $"Lan {i}",
                    Email = random.Next(3) == 0 ? "" : $"r{i}@example.org",
                    Phone = random.Next(3) == 0 ? "" : $"+4915112345{i:000}",
                    Locale = random.Next(2) == 0 ? "de-AT" : "",
                    TimeZone = Zones[random.Next(Zones.Length)],
                }),
            ],
        };
    }

    private static MessageRequest Template() => new() { Template = "hello" };

    private static TestHost Host(RecordingChannelAdapter sms) => new(b => b
        .AddChannel("sms", MessageChannel.Sms, _ => sms)
        .AddChannel("push", MessageChannel.Push, _ => sms)
        .AddInApp()
        .AddDevices()
        .AddTemplate("hello", t => t
            .Email("Hello", html: "<p>Hello {{recipient.name}}</p>").Sms("Hello {{recipient.name}}").InApp("Hello", "Hello {{recipient.name}}").Push("Hello", "Hello {{recipient.name}}")
            .Locale("de").Email("Hallo", html: "<p>Hallo {{recipient.name}}</p>").Sms("Hallo {{recipient.name}}")));
}
