using Messaging.Channels;
using Messaging.Providers.Firebase;
using Messaging.Providers.Tests.Firebase.Support;
using Messaging.Testing;
using Messaging.Testing.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Messaging.Providers.Tests.Firebase;

public sealed class FirebaseMessagingBuilderExtensionsTests
{
    [Fact]
    public async Task Push_OfAHost_GoesThroughFirebase()
    {
        var server = new FaultyHttpServer { Handler = r => FirebaseVendor.IsToken(r) ? FirebaseVendor.Token() : FirebaseVendor.Accepted() };
        await using (server)
        {
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Services.AddMessaging(o => o.DefaultChannels = [MessageChannel.Push])
                .UseInMemoryStore()
                .AddFirebase(o => (o.BaseUrl, o.CredentialsJson) = (server.BaseUrl, FirebaseAccount.Options(server.BaseUrl).CredentialsJson))
                .AddTemplate("hello", t => t.Push("Hello {{name}}", "See you."));
            using var host = builder.Build();
            await host.StartAsync();
            await host.Services.GetRequiredService<IMessagingClient>().SendAsync(new MessageRequest
            {
                Template = "hello",
                To = [new Recipient { Addresses = new Dictionary<MessageChannel, string> { [MessageChannel.Push] = "device-1" } }],
                Data = new { name = "Lan" },
            });
            ReceivedRequest request;
            do
            {
                request = await server.NextAsync();
            }
            while (FirebaseVendor.IsToken(request));

            Assert.Equal("Hello Lan", request.ReadJson().GetProperty("message").GetProperty("notification").GetProperty("title").GetString());
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task Host_WithoutAServiceAccount_DoesNotStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMessaging().UseInMemoryStore().AddFirebase("staff", _ => { });
        using var host = builder.Build();
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("FirebaseOptions.CredentialsJson", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFirebase_CalledTwice_AddsOneProvider()
    {
        var services = new ServiceCollection();
        services.AddMessaging().AddFirebase(_ => { }).AddFirebase(_ => { }).AddFirebase("staff", _ => { });
        using var provider = services.AddSingleton<TimeProvider>(new ManualTimeProvider()).BuildServiceProvider();
        Assert.IsType<FirebaseProvider>(Assert.Single(provider.GetServices<ChannelProvider>()));
        Assert.Single(provider.GetServices<IValidateOptions<FirebaseOptions>>());
    }
}
