namespace Messaging.TestTools.Webhooks;

public static class HmacMessagingBuilderExtensions
{
    public static MessagingBuilder AddHmac(this MessagingBuilder builder, string? key, string? name = null) =>
        builder.AddProvider<HmacProvider, HmacOptions>(HmacProvider.ProviderName, name, o => o.Key = key is null ? null : new Secret(key));
}
