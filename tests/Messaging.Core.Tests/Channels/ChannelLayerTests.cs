using Messaging.Channels;
using Messaging.Channels.Mailbox;
using Messaging.Core.Tests.Support;
using Messaging.Testing;

namespace Messaging.Core.Tests.Channels;

public sealed class ChannelLayerTests
{
    [Fact]
    public async Task AddChannelLayer_OnAChannelWithAnAdapter_StandsBetweenItAndTheDispatcher()
    {
        var layer = new RecordingChannelAdapter();
        await using var host = new TestHost(b => b.AddChannelLayer((_, connection) =>
        {
            layer.ThenRun(connection.Adapter.SendAsync);
            return layer;
        }));
        await host.SendAsync();
        Assert.Equal(1, await host.DispatchAsync());
        Assert.Same(Assert.Single(layer.Sent), Assert.Single(host.Email.Sent));
    }

    [Fact]
    public async Task AddChannelLayer_OnTheMailbox_IsGivenItByItsName()
    {
        var names = new List<string>();
        await using var host = new TestHost(b => b
            .AddMailbox(o => o.Channels = [MessageChannel.Sms])
            .AddChannelLayer((_, connection) =>
            {
                names.Add($"{connection.Channel} {connection.Name}");
                return connection.Adapter;
            }));
        Assert.IsType<MailboxChannelAdapter>(host.Get<ChannelDirectory>().Default.Of(MessageChannel.Sms)[0].Adapter);
        Assert.Equal(["email email", "sms mailbox"], names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AddChannelLayer_CalledTwice_PutsTheSecondOutside()
    {
        var (first, second) = (new RecordingChannelAdapter(), new RecordingChannelAdapter());
        await using var host = new TestHost(b => b.AddChannelLayer((_, _) => first).AddChannelLayer((_, inner) => inner.Adapter == first ? second : first));
        Assert.Same(second, host.Get<ChannelDirectory>().Default.Of(MessageChannel.Email)[0].Adapter);
    }
}
