using Messaging.Channels;
using Messaging.Core.Tests.Support;
using Messaging.Messages;
using Messaging.Preferences;
using Messaging.Testing;

namespace Messaging.Core.Tests.Dispatching;

/// <summary>What a provider's refusal says about an address holds for what is sent next.</summary>
public sealed class RefusalFeedbackTests
{
    [Fact]
    public async Task Dispatch_AddressThatDoesNotExist_IsSuppressed()
    {
        await using var host = new TestHost();
        host.Email.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "550 5.1.1")));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(DecisionCode.SuppressAddress, (await host.Client.SendAsync(TestHost.Request())).Messages[0].Code);
        Assert.Equal(SuppressionReason.HardBounce, Assert.Single(await host.Get<ISuppressions>().FindAsync(Contact.Address(MessageChannel.Email, "lan@example.org"))).Reason);
    }

    [Fact]
    public async Task Dispatch_RecipientWhoOptedOutAtTheProvider_IsOptedOutHere()
    {
        await using var host = new TestHost();
        host.Email.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.OptedOut, "21610")));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(DecisionCode.SuppressOptedOut, (await host.Client.SendAsync(TestHost.Request())).Messages[0].Code);
    }

    [Fact]
    public async Task Dispatch_RefusedContent_SaysNothingAboutTheAddress()
    {
        await using var host = new TestHost();
        host.Email.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.Refused, "spam")));
        await host.SendAsync();
        await host.DispatchAsync();
        Assert.Equal(DecisionCode.SendNow, (await host.Client.SendAsync(TestHost.Request())).Messages[0].Code);
    }

    [Fact]
    public async Task Dispatch_DeviceThatIsGone_IsRetiredAndWorksAgainWhenRegisteredAnew()
    {
        var push = new RecordingChannelAdapter();
        await using var host = new TestHost(b => b.AddDevices().AddChannel("fcm", MessageChannel.Push, _ => push));
        var devices = host.Get<IDevices>();
        var registration = new DeviceRegistration { Person = Contact.Person("lan"), Token = "token-1", Platform = DevicePlatform.Android };
        await devices.RegisterAsync(registration);
        push.ThenAnswer(SendOutcome.Rejected(new SendFailure(FailureKind.InvalidRecipient, "UNREGISTERED")));
        var request = new MessageRequest { Content = new InlineContent { Subject = "Hi", Text = "x" }, Channels = [MessageChannel.Push], To = ["lan"] };
        await host.Client.SendAsync(request);
        await host.DispatchAsync();
        Assert.Equal(DecisionCode.SuppressNoAddress, (await host.Client.SendAsync(request)).Messages[0].Code);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await devices.RegisterAsync(registration);
        Assert.Equal(DecisionCode.SendNow, (await host.Client.SendAsync(request)).Messages[0].Code);
        await host.DispatchAsync();
        Assert.Equal(2, push.Sent.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_PersonSignedOutMeanwhile_NothingReachesTheDevice(bool isAnother)
    {
        var push = new RecordingChannelAdapter();
        await using var host = new TestHost(b => b.AddDevices().AddChannel("fcm", MessageChannel.Push, _ => push));
        var devices = host.Get<IDevices>();
        await devices.RegisterAsync(new DeviceRegistration { Person = Contact.Person("lan"), Token = "token-1", Platform = DevicePlatform.Ios });
        var request = new MessageRequest { Content = new InlineContent { Subject = "Hi", Text = "x" }, Channels = [MessageChannel.Push], To = ["lan"] };
        var id = await host.SendAsync(request);
        if (isAnother)
        {
            await devices.RegisterAsync(new DeviceRegistration { Person = Contact.Person("mai"), Token = "token-1", Platform = DevicePlatform.Ios });
        }
        else
        {
            await devices.UnregisterAsync(Contact.Person("lan"), "token-1");
        }

        await host.DispatchAsync();
        var found = await host.FindAsync(id);
        Assert.Empty(push.Sent);
        Assert.Equal((DeliveryStatus.Suppressed, DecisionCode.SuppressNoAddress), (found.Delivery.StatusAt(host.Now), Assert.Single(found.Decisions).Code));
    }
}
