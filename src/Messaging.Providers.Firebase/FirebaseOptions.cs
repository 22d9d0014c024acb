using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Messaging.Channels;

namespace Messaging.Providers.Firebase;

/// <summary>One Firebase project. Checked when the host starts, then copied: later changes have no effect.</summary>
public sealed class FirebaseOptions
{
    /// <summary>
    /// The key of a service account, the JSON text that the Firebase console gives out. The default is null; either this or <see cref="CredentialsFile"/> is needed. The account needs the right
    /// <c>cloudmessaging.messages.create</c>. See https://firebase.google.com/docs/cloud-messaging/auth-server.
    /// </summary>
    public Secret? CredentialsJson { get; set; }

    /// <summary>The path of a file with that text, in place of it. Read when the host starts. The default is null.</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>The project to send with. Null, the default, is that of the service account.</summary>
    [RegularExpression("[a-z][a-z0-9.:-]{2,62}", ErrorMessage = "FirebaseOptions.ProjectId is no project id such as 'haff-segeln-1a2b3'. Leave it null for the project of the service account.")]
    public string? ProjectId { get; set; }

    /// <summary>Where the API is. The default is <c>https://fcm.googleapis.com/</c>. Only https, this machine apart.</summary>
    [Required(ErrorMessage = "FirebaseOptions.BaseUrl is null. Leave it out for https://fcm.googleapis.com/.")]
    public Uri BaseUrl { get; set; } = new("https://fcm.googleapis.com/");

    /// <summary>
    /// How long FCM keeps a message for a device that cannot be reached, from 0, which is now or never, to 28 days. Null, the default, is FCM's own rule, which is 4 weeks.
    /// </summary>
    public TimeSpan? TimeToLive { get; set; }

    /// <summary>
    /// Gives the number that the app's icon is to show, asked for each message, such as the count of unread items; null leaves it alone. The default is null. May be called from several threads.
    /// </summary>
    /// <remarks>0 takes it off on Apple devices; Android counts by itself from there. When it throws, the message is not sent and tried again.</remarks>
    [JsonIgnore]
    public Func<OutboundMessage, CancellationToken, ValueTask<int?>>? Badge { get; set; }

    /// <summary>
    /// Further values for the app, with every message of the account. The default is none. A key is not one of FCM's own (<c>from</c>, <c>message_type</c>, those that begin with <c>gcm</c> or
    /// <c>google</c>) and not one of this library's (<c>reference</c>, <c>type</c>, <c>link</c>, <c>actions</c>).
    /// </summary>
    public IDictionary<string, string> Data { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// A JSON object that is laid over the part for Android (<c>AndroidConfig</c>) of every message, member by member: <c>{"priority":"HIGH","notification":{"channel_id":"bookings"}}</c>.
    /// The default is null. See https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages#AndroidConfig.
    /// </summary>
    public string? AndroidJson { get; set; }

    /// <summary>The same for Apple devices (<c>ApnsConfig</c>): <c>{"payload":{"aps":{"sound":"default"}}}</c>. The default is null.</summary>
    public string? ApnsJson { get; set; }

    /// <summary>The same for browsers (<c>WebpushConfig</c>): <c>{"notification":{"icon":"https://example.org/icon.png"}}</c>. The default is null.</summary>
    public string? WebpushJson { get; set; }

    /// <summary>Whether FCM only checks messages and delivers none, for tests against the real service. The default is false.</summary>
    public bool ValidateOnly { get; set; }

    /// <summary>The host of the API only: the service account must not reach a log.</summary>
    public override string ToString() => $"FirebaseOptions {{ BaseUrl = {BaseUrl} }}";
}
