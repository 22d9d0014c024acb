using Messaging.Channels;
using Messaging.Providers.Resend;
using Messaging.Providers.Tests.SendGrid.Support;
using Messaging.Testing;

namespace Messaging.Providers.Tests.Resend;

/// <summary>An account of the stand-in for Resend.</summary>
internal static class ResendAccount
{
    public const string ApiKey = "re_canary_key_7f3a";

    // A published test value of the Svix libraries: no credential of anybody.
    public const string WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    public static Providers.Resend.ResendOptions Options(Action<Providers.Resend.ResendOptions>? configure = null)
    {
        var options = new Providers.Resend.ResendOptions { ApiKey = ApiKey, From = "Haff Segeln <info@example.org>", WebhookSecret = WebhookSecret };
        configure?.Invoke(options);
        return options;
    }

    public static IChannelAdapter Adapter(StubHttp http, Action<Providers.Resend.ResendOptions>? configure = null, TimeProvider? time = null)
    {
        var options = Options(configure);
        return new ResendProvider(http, time ?? new ManualTimeProvider()).CreateAdapter("resend", MessageChannel.Email, options);
    }

    public static IBatchChannelAdapter BatchAdapter(StubHttp http) => (IBatchChannelAdapter)Adapter(http, o => o.Batch = true);
}
