using Messaging.Templates.Sources;

namespace Messaging.Templates;

/// <summary>Describes a template in code, one call for each channel. What follows <see cref="Locale"/> is for that language; what comes before is the default for all others.</summary>
/// <remarks>Texts are Handlebars templates, checked when the host starts. Not thread-safe; used only inside <c>AddTemplate</c>.</remarks>
public sealed class TemplateBuilder
{
    private readonly string _code;
    private readonly List<TemplateContent> _contents = [];
    private string _locale = "";

    internal TemplateBuilder(string code) => _code = code;

    /// <summary>Makes the calls that follow describe another language.</summary>
    /// <param name="tag">A BCP 47 tag such as <c>de</c> or <c>de-AT</c>. A recipient's tag that is not described falls back to its language, then to the default.</param>
    /// <exception cref="MessagingConfigurationException">It is not such a tag.</exception>
    public TemplateBuilder Locale(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        _locale = LocaleTag.IsValid(tag)
            ? tag
            : throw new MessagingConfigurationException($"'{tag}' in template '{_code}' is not a language tag. Pass one such as \"de\" or \"de-AT\" to Locale(...).");
        return this;
    }

    /// <summary>The email.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="html">The HTML body. Values are escaped in it.</param>
    /// <param name="text">The plain text. Null derives it from the rendered HTML.</param>
    /// <exception cref="MessagingConfigurationException">Neither body is given, or the email was described before.</exception>
    public TemplateBuilder Email(string subject, string? html = null, string? text = null)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Channel(MessageChannel.Email, subject, text, html);
    }

    /// <summary>The text message.</summary>
    /// <param name="text">What it says.</param>
    public TemplateBuilder Sms(string text) => Channel(MessageChannel.Sms, subject: null, text);

    /// <summary>The WhatsApp message.</summary>
    /// <param name="text">What it says.</param>
    public TemplateBuilder WhatsApp(string text) => Channel(MessageChannel.WhatsApp, subject: null, text);

    /// <summary>The Facebook Messenger message.</summary>
    /// <param name="text">What it says.</param>
    public TemplateBuilder Messenger(string text) => Channel(MessageChannel.Messenger, subject: null, text);

    /// <summary>The push notification.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="text">What it says.</param>
    public TemplateBuilder Push(string title, string text) => Channel(MessageChannel.Push, title, text);

    /// <summary>The item in the application's inbox.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="text">What it says.</param>
    public TemplateBuilder InApp(string title, string text) => Channel(MessageChannel.InApp, title, text);

    /// <summary>The content for any channel, a host's own included.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="subject">The subject or title, or null for a channel without.</param>
    /// <param name="text">The plain text.</param>
    /// <param name="html">The HTML body, for email.</param>
    /// <exception cref="MessagingConfigurationException">Neither body is given, or the channel was described before in this language.</exception>
    public TemplateBuilder Channel(MessageChannel channel, string? subject, string? text, string? html = null)
    {
        var name = _locale.Length == 0 ? channel.Value : $"{channel}.{_locale}";
        if (channel.IsEmpty)
        {
            throw new MessagingConfigurationException($"Template '{_code}' has a content without a channel. Name one, such as MessageChannel.Email.");
        }

        if (text is null && html is null)
        {
            throw new MessagingConfigurationException($"'{name}' in template '{_code}' has no body. Pass text, or html for an email.");
        }

        if (_contents.Exists(c => c.Channel == channel && string.Equals(c.Locale, _locale, StringComparison.OrdinalIgnoreCase)))
        {
            throw new MessagingConfigurationException($"'{name}' is described twice in template '{_code}'. Keep one of the calls, or call Locale(...) between them.");
        }

        _contents.Add(new TemplateContent { Channel = channel, Locale = _locale, Subject = subject, Text = text, Html = html });
        return this;
    }

    internal TemplateVersion Build() => _contents.Count > 0
        ? new TemplateVersion { Code = _code, Version = TemplateHash.Of(_contents), Contents = _contents.ToArray() }
        : throw new MessagingConfigurationException($"Template '{_code}' has no content. Describe at least one channel, such as t.Email(...).");
}
