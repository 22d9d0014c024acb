using Messaging.Channels;
using Messaging.Providers.SendGrid;
using Messaging.Testing;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>An account of the stand-in for SendGrid.</summary>
internal static class SendGridAccount
{
    public const string ApiKey = "SG.canary-key-7f3a";

    public static SendGridOptions Options(Action<SendGridOptions>? configure = null)
    {
        var options = new SendGridOptions { ApiKey = ApiKey, From = "Haff Segeln <info@example.org>" };
        configure?.Invoke(options);
        return options;
    }

    public static IBatchChannelAdapter Adapter(StubHttp http, Action<SendGridOptions>? configure = null, TimeProvider? time = null) =>
        new SendGridChannelAdapter(Options(configure), http, time ?? new ManualTimeProvider());
}
