using Messaging.Channels;

namespace Messaging.Providers.Firebase;

/// <summary>Makes what sends over Firebase projects. FCM reports nothing back, so there are no webhooks.</summary>
internal sealed class FirebaseProvider(IHttpClientFactory clients, TimeProvider time) : ChannelProvider<FirebaseOptions>
{
    public const string ProviderName = "firebase";
    public const string ClientName = "Messaging.Firebase";

    public override string Name => ProviderName;

    public override IReadOnlyList<MessageChannel> ChannelsOf(FirebaseOptions options) => [MessageChannel.Push];

    public override IChannelAdapter CreateAdapter(string connection, MessageChannel channel, FirebaseOptions options) => new FirebaseChannelAdapter(clients.CreateClient(ClientName), options, time);
}
