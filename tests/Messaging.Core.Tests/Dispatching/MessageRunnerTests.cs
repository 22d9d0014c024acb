using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Storage.InMemory;
using Messaging.Templates;
using Messaging.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What is found out before a call is announced.</summary>
public sealed class MessageRunnerTests
{
    [Fact]
    public async Task Dispatch_TemplateThisProcessDoesNotKnow_WaitsAndLosesNoAttempt()
    {
        await using var host = new TestHost(b => b.AddTemplate("hello", t => t.Email("Hi", text: "Hi")));
        var id = await host.SendAsync(new MessageRequest { Template = "hello", To = [new Recipient { Email = "lan@example.org" }] });
        var message = host.Get<InMemoryDatabase>().Messages;
        message[id] = message[id] with { TemplateCode = "of-tomorrow" };
        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((WorkState.Queued, (short)0, host.Now.AddMinutes(1)), (found.Delivery.WorkState, found.Delivery.Attempt, found.Delivery.DueAt));
        Assert.Equal(DecisionCode.DeferNoTemplate, Assert.Single(found.Decisions).Code);
    }

    [Fact]
    public async Task Dispatch_PreparationThatFailsForNow_WaitsAMinuteAndLosesNoAttempt()
    {
        await using var host = new TestHost(b => b.UseTemplateEngine<BreakableEngine>().AddTemplate("hello", t => t.Email("Hi", text: "Hi")));
        var id = await host.SendAsync(new MessageRequest { Template = "hello", To = [new Recipient { Email = "lan@example.org" }] });
        var engine = (BreakableEngine)host.Get<ITemplateEngine>();
        engine.IsBroken = true;
        await AssertWaitsAsync(host, id, nameof(IOException));

        engine.IsBroken = false;
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await host.DispatchAsync();
        Assert.Single(host.Email.Sent);
    }

    [Fact]
    public async Task Dispatch_FilesThatCannotBeLoaded_WaitsAMinuteAndLosesNoAttempt()
    {
        await using var host = new TestHost(b => b.Services.Replace(ServiceDescriptor.Singleton<IBlobStore, BrokenBlobStore>()));
        var id = await host.SendAsync(TestHost.Request() with { Attachments = [new MessageAttachment { FileName = "a.txt", Content = new byte[1] }] });
        await AssertWaitsAsync(host, id, nameof(MessageStoreException));
    }

    [Fact]
    public async Task Dispatch_TimeZoneThisMachineDoesNotHave_WaitsAMinuteAndLosesNoAttempt()
    {
        await using var host = new TestHost(b => b.AddChannel("sms", MessageChannel.Sms, _ => new RecordingChannelAdapter()));
        var id = await host.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = "x" }, Channels = [MessageChannel.Sms], To = [new Recipient { Phone = "+4915112345678" }],
        });
        var messages = host.Get<InMemoryDatabase>().Messages;
        messages[id] = messages[id] with { TimeZone = "Mars/Olympus" };
        await AssertWaitsAsync(host, id, nameof(TimeZoneNotFoundException));
    }

    [Fact]
    public async Task Dispatch_ProviderThatRemembersKeysForEver_IsSent()
    {
        var adapter = new RecordingChannelAdapter { Capabilities = new() { IdempotencyWindow = TimeSpan.MaxValue } };
        await using var host = new TestHost(email: adapter);
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Single(adapter.Sent);
    }

    [Fact]
    public async Task Dispatch_CalledTooOften_IsGivenUp()
    {
        await using var host = new TestHost();
        var id = await host.SendAsync();
        var rows = host.Get<InMemoryDatabase>().Deliveries;
        rows[id] = rows[id] with { Attempt = 30_000 };
        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((WorkState.Done, DeliveryOutcome.Exhausted, DecisionCode.FailAttempts), (found.Delivery.WorkState, found.Delivery.Outcome, Assert.Single(found.Decisions).Code));
    }

    [Fact]
    public async Task Dispatch_LiteralHtmlOnAChannelOfPlainText_HasDerivedText()
    {
        var sms = new RecordingChannelAdapter();
        await using var host = new TestHost(b => b.AddChannel("sms", MessageChannel.Sms, _ => sms));
        await host.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Html = "<p>Your boat is <b>ready</b></p>" },
            To = [new Recipient { Phone = "+4915112345678" }],
            Channels = [MessageChannel.Sms],
        });
        await host.DispatchAsync();
        Assert.Equal("Your boat is ready", Assert.Single(sms.Sent).Content.Text);
    }

    private static async Task AssertWaitsAsync(TestHost host, Guid id, string facts)
    {
        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Equal((WorkState.Queued, (short)0, host.Now.AddMinutes(1)), (found.Delivery.WorkState, found.Delivery.Attempt, found.Delivery.DueAt));
        Assert.Equal((DecisionCode.DeferUnprepared, facts), (Assert.Single(found.Decisions).Code, found.Decisions[0].Facts));
    }
}
