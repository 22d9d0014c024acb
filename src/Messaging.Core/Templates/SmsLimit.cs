namespace Messaging.Templates;

/// <summary>Keeps text messages within the length that providers take.</summary>
internal static class SmsLimit
{
    /// <summary>The content as it may be sent, and whether it had to be cut.</summary>
    /// <exception cref="TemplateException">It is too long, and cutting is not wanted.</exception>
    public static (RenderedContent Content, bool IsCut) Apply(MessageChannel channel, RenderedContent content, LongSms policy)
    {
        if (channel != MessageChannel.Sms || content.Text is not { Length: > SmsText.MaxLength } text)
        {
            return (content, false);
        }

        return policy == LongSms.Shorten
            ? (content with { Text = SmsText.Shorten(text, SmsText.MaxLength) }, true)
            : throw new TemplateException(
                TemplateError.Limit, $"The text message has {text.Length} characters; providers take {SmsText.MaxLength}. Shorten it, or set LongSms = LongSms.Shorten.") { Part = "text" };
    }
}
