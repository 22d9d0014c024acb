using Messaging;
using Messaging.Channels;
using Messaging.Messages;
using Messaging.Testing;
using Messaging.Testing.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MyApp.Tests;

/// <summary>The tests that <c>docs/testing.md</c> shows.</summary>
public sealed class TestingSnippets
{
    [Fact]
    public async Task Booking_IsConfirmedByEmail()
    {
        var email = new RecordingChannelAdapter();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMessaging()
            .UseInMemoryStore()
            .AddChannel("test", MessageChannel.Email, _ => email)
            .AddTemplate("booking-confirmed", t => t.Email("Booked: {{code}}", text: "See you."));
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<IMessagingClient>();
        await client.SendAsync(new MessageRequest { Template = "booking-confirmed", To = [new Recipient { Email = "anna@example.org" }], Data = new { code = "B-1" } });

        var sent = await email.NextAsync();
        Assert.Equal("anna@example.org", sent.Address);
        Assert.Equal("Booked: B-1", sent.Content.Subject);
        await host.StopAsync();
    }

    [Fact]
    public async Task Refusal_IsTriedAgain()
    {
        var email = new RecordingChannelAdapter().ThenAnswer(SendOutcome.Retry(new SendFailure(FailureKind.Temporary, "451")));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMessaging()
            .UseInMemoryStore()
            .AddChannel("test", MessageChannel.Email, _ => email)
            .ConfigureDispatcher(o => (o.RetryDelays, o.PollInterval) = ([TimeSpan.Zero], TimeSpan.FromMilliseconds(100)));
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<IMessagingClient>();
        await client.SendAsync(new MessageRequest { Content = new InlineContent { Text = "Hello" }, To = [new Recipient { Email = "anna@example.org" }] });

        Assert.Equal(1, (await email.NextAsync()).Attempt);
        Assert.Equal(2, (await email.NextAsync()).Attempt);
        await host.StopAsync();
    }

    [Fact]
    public async Task Reminder_WaitsForItsTime()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2030, 1, 15, 12, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddMessaging().UseInMemoryStore().AddChannel("test", MessageChannel.Email, _ => new RecordingChannelAdapter());
        await using var provider = services.BuildServiceProvider();

        var client = provider.GetRequiredService<IMessagingClient>();
        var receipt = await client.SendAsync(new MessageRequest
        {
            Content = new InlineContent { Text = "Tomorrow at noon." },
            To = [new Recipient { Email = "anna@example.org" }],
            SendAt = clock.GetUtcNow().AddHours(24),
        });

        var stored = await client.FindAsync(receipt.Messages[0].Id);
        Assert.Equal(DeliveryStatus.Scheduled, stored!.Delivery.StatusAt(clock.GetUtcNow()));
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(DeliveryStatus.Queued, stored.Delivery.StatusAt(clock.GetUtcNow()));
    }

    public static TheoryData<string> Names => [.. StoreConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Store_KeepsTheRule(string name)
    {
        var services = new ServiceCollection().AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddMessaging().UseInMemoryStore();
        await using var provider = services.BuildServiceProvider();
        await StoreConformance.RunAsync(name, provider);
    }
}
