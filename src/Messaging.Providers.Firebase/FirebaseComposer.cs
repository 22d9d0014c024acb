using System.Text;
using System.Text.Json.Nodes;
using Messaging.Channels;
using Messaging.Templates;

namespace Messaging.Providers.Firebase;

/// <summary>Makes the request of a message, and says how large FCM will find it.</summary>
internal sealed class FirebaseComposer(FirebaseOptions options)
{
    /// <summary>The most that FCM takes for a device, in bytes of keys and values. See https://firebase.google.com/docs/cloud-messaging/concept-options.</summary>
    public const int MaxSize = 4096;

    private readonly FirebasePlatforms _platforms = new(options);
    private readonly Dictionary<string, string> _data = new(options.Data ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
    private readonly bool? _validateOnly = options.ValidateOnly ? true : null;

    public FirebaseRequest Compose(OutboundMessage message, int? badge, DateTimeOffset now)
    {
        var content = message.Content;
        return new FirebaseRequest
        {
            ValidateOnly = _validateOnly,
            Message = new FirebaseMessage
            {
                Token = message.Address,
                Notification = NotificationOf(content),
                Data = DataOf(message),
                Android = _platforms.Android(badge),
                Apns = _platforms.Apns(content, badge, now),
                Webpush = _platforms.Webpush(content),
            },
        };
    }

    /// <summary>
    /// The bytes of all keys and values that a device gets: what every platform gets and the largest of the platforms' own parts. FCM does not publish how it counts; this counts no less.
    /// </summary>
    public static int SizeOf(FirebaseMessage message)
    {
        var shown = message.Notification is { } n ? Entry("title", n.Title) + Entry("body", n.Body) + Entry("image", n.Image) : 0;
        return shown + message.Data.Sum(d => Entry(d.Key, d.Value)) + new[] { message.Android, message.Apns, message.Webpush }.Max(Bytes);
    }

    private static FirebaseNotification? NotificationOf(RenderedContent content) =>
        string.IsNullOrEmpty(content.Subject) && string.IsNullOrEmpty(content.Text)
            ? null
            : new FirebaseNotification { Title = NullIfEmpty(content.Subject), Body = NullIfEmpty(content.Text), Image = NullIfEmpty(content.Image) };

    private Dictionary<string, string> DataOf(OutboundMessage message)
    {
        var data = new Dictionary<string, string>(_data, StringComparer.Ordinal) { [FirebaseDataKeys.Reference] = message.Reference.ToString() };
        if (message.Type.Length > 0)
        {
            data[FirebaseDataKeys.Type] = message.Type;
        }

        if (!string.IsNullOrEmpty(message.Content.Link))
        {
            data[FirebaseDataKeys.Link] = message.Content.Link;
        }

        if (message.Content.Actions is { Count: > 0 } actions)
        {
            data[FirebaseDataKeys.Actions] = new JsonArray([.. actions.Select(ButtonOf)]).ToJsonString();
        }

        return data;
    }

    private static JsonObject ButtonOf(ContentAction action)
    {
        var button = new JsonObject { ["id"] = action.Id, ["title"] = action.Title };
        if (!string.IsNullOrEmpty(action.Link))
        {
            button["link"] = action.Link;
        }

        return button;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static int Entry(string key, string? value) => value is null ? 0 : Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);

    private static int Bytes(JsonNode? node) => node switch
    {
        null => 0,
        JsonObject members => members.Sum(m => Encoding.UTF8.GetByteCount(m.Key) + Bytes(m.Value)),
        JsonArray items => items.Sum(Bytes),
        _ => Encoding.UTF8.GetByteCount(node.ToString()),
    };
}
