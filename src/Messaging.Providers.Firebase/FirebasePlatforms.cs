using System.Globalization;
using System.Text.Json.Nodes;
using Messaging.Templates;

namespace Messaging.Providers.Firebase;

/// <summary>The parts of a message that differ by platform: lifetime, badge, buttons, picture and link, and what the host lays over them.</summary>
internal sealed class FirebasePlatforms
{
    private readonly TimeSpan? _timeToLive;
    private readonly JsonObject? _android;
    private readonly JsonObject? _apns;
    private readonly JsonObject? _webpush;

    public FirebasePlatforms(FirebaseOptions options)
    {
        _timeToLive = options.TimeToLive;
        (_android, _apns, _webpush) = (Parse(options.AndroidJson), Parse(options.ApnsJson), Parse(options.WebpushJson));
    }

    public JsonObject? Android(int? badge)
    {
        var android = new JsonObject();
        if (_timeToLive is { } time)
        {
            android["ttl"] = $"{Seconds(time)}s";
        }

        // Zero would read as "count by yourself", which is what leaving it out says.
        if (badge is > 0)
        {
            android["notification"] = new JsonObject { ["notification_count"] = badge };
        }

        return Complete(android, _android);
    }

    public JsonObject? Apns(RenderedContent content, int? badge, DateTimeOffset now)
    {
        var (apns, aps) = (new JsonObject(), new JsonObject());
        if (_timeToLive is { } time)
        {
            var until = time == TimeSpan.Zero ? 0 : (now + time).ToUnixTimeSeconds();
            apns["headers"] = new JsonObject { ["apns-expiration"] = until.ToString(CultureInfo.InvariantCulture) };
        }

        if (badge is { } count)
        {
            aps["badge"] = count;
        }

        if (content.Actions is { Count: > 0 } actions)
        {
            aps["category"] = string.Join('.', actions.Select(a => a.Id));
        }

        if (!string.IsNullOrEmpty(content.Image))
        {
            // Only an extension of the app can fetch the picture, and it is woken by this.
            aps["mutable-content"] = 1;
            apns["fcm_options"] = new JsonObject { ["image"] = content.Image };
        }

        if (aps.Count > 0)
        {
            apns["payload"] = new JsonObject { ["aps"] = aps };
        }

        return Complete(apns, _apns);
    }

    public JsonObject? Webpush(RenderedContent content)
    {
        var webpush = new JsonObject();
        if (_timeToLive is { } time)
        {
            webpush["headers"] = new JsonObject { ["TTL"] = Seconds(time) };
        }

        if (content.Actions is { Count: > 0 } actions)
        {
            webpush["notification"] = new JsonObject { ["actions"] = new JsonArray([.. actions.Select(a => new JsonObject { ["action"] = a.Id, ["title"] = a.Title })]) };
        }

        // FCM refuses the whole message for a link that is not https.
        if (Uri.TryCreate(content.Link, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps)
        {
            webpush["fcm_options"] = new JsonObject { ["link"] = content.Link };
        }

        return Complete(webpush, _webpush);
    }

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static JsonObject? Parse(string? json) => string.IsNullOrEmpty(json) ? null : (JsonObject)JsonNode.Parse(json)!;

    private static JsonObject? Complete(JsonObject made, JsonObject? over)
    {
        if (over is not null)
        {
            Lay(over, made);
        }

        return made.Count == 0 ? null : made;
    }

    private static void Lay(JsonObject over, JsonObject target)
    {
        foreach (var (name, value) in over)
        {
            if (value is JsonObject part && target[name] is JsonObject existing)
            {
                Lay(part, existing);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
