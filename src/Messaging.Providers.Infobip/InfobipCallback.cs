namespace Messaging.Providers.Infobip;

/// <summary>The address of this application's webhook, with what its calls bring back: the token that authenticates them, and the channel, which no report names.</summary>
internal static class InfobipCallback
{
    /// <summary>The parameter of the query that authenticates a call.</summary>
    public const string TokenKey = "token";

    /// <summary>The parameter of the query that names the channel.</summary>
    public const string ChannelKey = "channel";

    /// <summary>Where to report on messages of a channel, or null to leave it to the vendor's portal.</summary>
    public static string? For(InfobipOptions options, MessageChannel channel)
    {
        if (options.WebhookUrl is not { } url || Secret.IsNullOrEmpty(options.WebhookToken))
        {
            return null;
        }

        return $"{url.AbsoluteUri.TrimEnd('?')}{(url.Query.Length > 1 ? '&' : '?')}{TokenKey}={options.WebhookToken!.Reveal()}&{ChannelKey}={channel.Value}";
    }

    /// <summary>The value of a parameter as it stands in a query, or null when it is not there exactly once.</summary>
    public static string? Find(string query, string key)
    {
        string? found = null;
        var pairs = query.AsSpan().TrimStart('?');
        foreach (var range in pairs.Split('&'))
        {
            var pair = pairs[range];
            var equals = pair.IndexOf('=');
            if (equals < 0 || !pair[..equals].SequenceEqual(key))
            {
                continue;
            }

            if (found is not null)
            {
                return null;
            }

            found = pair[(equals + 1)..].ToString();
        }

        return found;
    }

    /// <summary>A number as Infobip writes it: without a plus sign.</summary>
    public static string Number(string address) => address.TrimStart('+');
}
