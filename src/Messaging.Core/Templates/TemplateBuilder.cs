using Messaging.Templates.Sources;

namespace Messaging.Templates;

/// <summary>Describes a template in code, one call for each channel. What follows <see cref="Locale"/> is for that language; what comes before is the default for all others.</summary>
/// <remarks>Texts are Handlebars templates, checked when the host starts. Not thread-safe; used only inside <c>AddTemplate</c>.</remarks>
public sealed class TemplateBuilder
{
    private readonly string _code;
    private readonly List<TemplateContent> _contents = [];
    private readonly List<TemplateVariant> _variants = [];
    private string _locale = "";
    private string _variant = "";
    private TemplateKind _kind;

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

    /// <summary>Makes the calls that follow describe another wording, which a share of the recipients gets: each of them always the same one.</summary>
    /// <param name="name">Its name, such as <c>b</c>, or an empty string to return to the wording that all others fall back to.</param>
    /// <param name="weight">Its share, in proportion to the weights of the others. Until it is given one by a call with an empty name, the wording without a name has none.</param>
    /// <exception cref="MessagingConfigurationException">The name or the weight is out of bounds, or the name was given two weights.</exception>
    public TemplateBuilder Variant(string name, int weight)
    {
        ArgumentNullException.ThrowIfNull(name);
        if ((name.Length > 0 && !VariantName.IsValid(name)) || weight is < 0 or > VariantName.MaxWeight || _variants.Exists(v => v.Name == name && v.Weight != weight))
        {
            throw new MessagingConfigurationException($"Template '{_code}' has a variant '{name}' with the weight {weight}. {VariantName.Rule}");
        }

        _variant = name;
        if (!_variants.Exists(v => v.Name == name))
        {
            _variants.Add(new TemplateVariant(name, weight));
        }

        return this;
    }

    /// <summary>Puts a layout around what the template says.</summary>
    /// <param name="code">The code of the layout, a template described with <c>As(TemplateKind.Layout)</c>.</param>
    public TemplateBuilder Layout(string code)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        LayoutCode = code;
        return this;
    }

    /// <summary>Makes it a layout or a partial, for other templates to use.</summary>
    /// <param name="kind">What it is.</param>
    public TemplateBuilder As(TemplateKind kind)
    {
        _kind = kind;
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
    /// <param name="approved">The provider's approved template, needed outside of a conversation that the recipient began.</param>
    public TemplateBuilder WhatsApp(string text, ApprovedTemplate? approved = null) => Add(new TemplateContent { Channel = MessageChannel.WhatsApp, Text = text, Approved = approved });

    /// <summary>The Facebook Messenger message.</summary>
    /// <param name="text">What it says.</param>
    public TemplateBuilder Messenger(string text) => Channel(MessageChannel.Messenger, subject: null, text);

    /// <summary>The push notification.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="text">What it says.</param>
    /// <param name="image">The address of a picture.</param>
    /// <param name="link">Where a tap leads.</param>
    /// <param name="actions">Its buttons.</param>
    public TemplateBuilder Push(string title, string text, string? image = null, string? link = null, params IReadOnlyList<ContentAction> actions) =>
        Add(new TemplateContent { Channel = MessageChannel.Push, Subject = title, Text = text, Image = image, Link = link, Actions = actions });

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
    public TemplateBuilder Channel(MessageChannel channel, string? subject, string? text, string? html = null) =>
        Add(new TemplateContent { Channel = channel, Subject = subject, Text = text, Html = html });

    /// <summary>The code of the layout, or null.</summary>
    internal string? LayoutCode { get; private set; }

    internal TemplateVersion Build() => _contents.Count > 0
        ? new TemplateVersion { Code = _code, Version = TemplateHash.Of(_contents), Contents = _contents.ToArray(), Kind = _kind, Variants = _variants.ToArray() }
        : throw new MessagingConfigurationException($"Template '{_code}' has no content. Describe at least one channel, such as t.Email(...).");

    private TemplateBuilder Add(TemplateContent parts)
    {
        if (parts.Channel.IsEmpty)
        {
            throw new MessagingConfigurationException($"Template '{_code}' has a content without a channel. Name one, such as MessageChannel.Email.");
        }

        var content = parts with { Locale = _locale, Variant = _variant };
        if (content.Text is null && content.Html is null)
        {
            throw new MessagingConfigurationException($"'{content.ShownName}' in template '{_code}' has no body. Pass text, or html for an email.");
        }

        if (_contents.Exists(c => c.IsFor(content.Channel, _locale, _variant)))
        {
            throw new MessagingConfigurationException($"'{content.ShownName}' is described twice in template '{_code}'. Keep one of the calls, or call Locale(...) between them.");
        }

        _contents.Add(content);
        return this;
    }
}
