namespace Messaging.Providers.Firebase;

/// <summary>The keys under which the app finds what belongs to a message, and those that are not free.</summary>
internal static class FirebaseDataKeys
{
    /// <summary>The attempt, as <see cref="Channels.MessageReference"/> writes it, for the app to report back what became of it.</summary>
    public const string Reference = "reference";

    /// <summary>The host's name for what the message is for.</summary>
    public const string Type = "type";

    /// <summary>Where a tap leads.</summary>
    public const string Link = "link";

    /// <summary>The buttons, a JSON array of objects with <c>id</c>, <c>title</c> and <c>link</c>.</summary>
    public const string Actions = "actions";

    /// <summary>Whether a key cannot be used. FCM refuses its own: https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages.</summary>
    public static bool IsReserved(string key) =>
        string.IsNullOrEmpty(key) || key is Reference or Type or Link or Actions or "from" or "message_type"
        || key.StartsWith("google", StringComparison.OrdinalIgnoreCase) || key.StartsWith("gcm", StringComparison.OrdinalIgnoreCase);
}
