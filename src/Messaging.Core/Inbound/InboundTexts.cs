namespace Messaging.Inbound;

/// <summary>The answers to words such as STOP, as long as the host sets none of its own.</summary>
internal static class InboundTexts
{
    public static Dictionary<string, string> OptOut() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "You are unsubscribed and will get no more messages. Reply START to get them again.",
        ["de"] = "Sie sind abgemeldet und erhalten keine Nachrichten mehr. Mit START melden Sie sich wieder an.",
        ["fr"] = "Vous êtes désabonné et ne recevrez plus de messages. Répondez START pour vous réabonner.",
        ["vi"] = "Bạn đã hủy đăng ký và sẽ không nhận tin nhắn nữa. Trả lời START để nhận lại.",
    };

    public static Dictionary<string, string> Help() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = "You get messages from us at this address. Reply STOP to get no more.",
        ["de"] = "Sie erhalten hier Nachrichten von uns. Mit STOP melden Sie sich ab.",
        ["fr"] = "Vous recevez ici nos messages. Répondez STOP pour ne plus en recevoir.",
        ["vi"] = "Bạn nhận tin nhắn của chúng tôi tại đây. Trả lời STOP để ngừng nhận.",
    };

    /// <summary>The text for a language: its own, that of the language without its region, that of the fallback, or the first there is.</summary>
    public static string? Find(IDictionary<string, string> texts, string locale, string fallback)
    {
        foreach (var wanted in new[] { locale, Language(locale), fallback, Language(fallback) })
        {
            if (wanted.Length > 0 && texts.FirstOrDefault(t => string.Equals(t.Key, wanted, StringComparison.OrdinalIgnoreCase)).Value is { } found)
            {
                return found;
            }
        }

        return texts.Values.FirstOrDefault();
    }

    private static string Language(string locale) => locale.Split('-')[0];
}
