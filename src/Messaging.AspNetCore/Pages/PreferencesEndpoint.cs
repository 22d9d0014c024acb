using System.Globalization;
using Messaging.Links;
using Messaging.Preferences;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Messaging.Pages;

/// <summary>Shows what somebody wants and takes their changes. An address that belongs to no known person has topics only.</summary>
internal sealed class PreferencesEndpoint(IMessageLinks links, IPreferences preferences, IConsents consents, IOptions<LinkPageOptions> options) : ILinkEndpoint
{
    private const string ChannelField = "channel";
    private const string TopicField = "topic";
    private const string LocaleField = "locale";
    private const string SaveField = "save";
    private const string Source = "preference-page";

    private readonly PageFrame _frame = new(options.Value.SenderName);
    private readonly TopicConsents _topics = new(consents);
    private readonly LinkPageOptions _options = options.Value;

    public async Task<LinkAnswer> GetAsync(LinkVisit visit)
    {
        var check = await links.CheckAsync(LinkPurpose.Preferences, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        return check.IsValid ? LinkAnswer.Of(await PageAsync(visit, check.Claims, isSaved: false).ConfigureAwait(false)) : LinkRefusal.Of(check.Outcome, visit, _frame);
    }

    public async Task<LinkAnswer> PostAsync(LinkVisit visit)
    {
        var check = await links.CheckAsync(LinkPurpose.Preferences, visit.Token, cancellationToken: visit.Aborted).ConfigureAwait(false);
        if (!check.IsValid)
        {
            return LinkRefusal.Of(check.Outcome, visit, _frame);
        }

        if (await visit.ReadFormAsync().ConfigureAwait(false) is not { } form || !form.ContainsKey(SaveField))
        {
            return LinkRefusal.BadForm(visit.TextsFor(check.Claims), _frame);
        }

        await SaveAsync(check.Claims, form, visit.Aborted).ConfigureAwait(false);
        return LinkAnswer.Of(await PageAsync(visit, check.Claims, isSaved: true).ConfigureAwait(false));
    }

    private async Task SaveAsync(LinkClaims claims, IReadOnlyDictionary<string, StringValues> form, CancellationToken cancellationToken)
    {
        if (LinkContacts.PersonOf(claims) is { } person)
        {
            await SaveAsync(person, form, cancellationToken).ConfigureAwait(false);
        }

        // Only what changed: a consent that stands keeps the words and the time it was given with.
        var granted = await _topics.GrantedAsync(claims, _options.Topics, cancellationToken).ConfigureAwait(false);
        foreach (var topic in _options.Topics)
        {
            var isWanted = Has(form, TopicField, topic.Name);
            if (isWanted != granted.Contains(topic.Name))
            {
                await _topics.RecordAsync(claims, topic.Name, isWanted, Source, _options.Wording, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task SaveAsync(Contact person, IReadOnlyDictionary<string, StringValues> form, CancellationToken cancellationToken)
    {
        var known = await preferences.GetAsync(person, cancellationToken).ConfigureAwait(false);
        var channels = _options.Channels.Where(c => Has(form, ChannelField, c.Value) != known.IsOn(c)).ToDictionary(c => c, c => !known.IsOn(c));
        var locale = form.GetValueOrDefault(LocaleField).ToString();

        // "Automatic" leaves alone a language that this page cannot show as chosen.
        var isNew = IsOffered(locale.Length == 0 ? known.Locale : locale) && !string.Equals(locale, known.Locale, StringComparison.OrdinalIgnoreCase);
        if (channels.Count > 0 || isNew)
        {
            await preferences.UpdateAsync(person, new PreferenceChange { Channels = channels, Locale = isNew ? locale : null, Source = Source }, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsOffered(string locale) => _options.Locales.Contains(locale, StringComparer.OrdinalIgnoreCase);

    private async Task<Html> PageAsync(LinkVisit visit, LinkClaims claims, bool isSaved)
    {
        var person = LinkContacts.PersonOf(claims);
        var known = person is null ? null : await preferences.GetAsync(person, visit.Aborted).ConfigureAwait(false);
        var granted = await _topics.GrantedAsync(claims, _options.Topics, visit.Aborted).ConfigureAwait(false);

        // In the language just chosen, if one was.
        var texts = visit.TextsFor(known is { Locale.Length: > 0 } ? claims with { Locale = known.Locale } : claims);
        return _frame.Page(texts, texts.PreferencesTitle, Html.Of($"""
            {(isSaved ? Html.Of($"<p class=\"done\" role=\"status\">{texts.Saved}</p>\n") : default)}<form method="post">
            {(known is null ? default : Channels(texts, known))}
            {(_options.Topics.Count == 0 ? default : Topics(texts, claims, granted))}
            {(known is null ? default : Languages(texts, known.Locale))}
            <div class="actions"><button name="{SaveField}" value="1">{texts.SaveButton}</button></div>
            </form>
            """));
    }

    private Html Channels(PageTexts texts, RecipientPreferences known) => Html.Of($"""
        <fieldset>
        <legend>{texts.ChannelsLegend}</legend>
        {Html.Join(_options.Channels.Select(c => Choice(ChannelField, c.Value, Title(texts.NameOf(c)), known.IsOn(c))))}
        <p class="note">{texts.ChannelsNote}</p>
        </fieldset>
        """);

    private Html Topics(PageTexts texts, LinkClaims claims, IReadOnlySet<string> granted) => Html.Of($"""
        <fieldset>
        <legend>{string.Format(CultureInfo.InvariantCulture, texts.TopicsLegend, texts.NameOf(TopicConsents.ChannelOf(claims)))}</legend>
        {Html.Join(_options.Topics.Select(t => Choice(TopicField, t.Name, t.TitleIn(texts.Language), granted.Contains(t.Name))))}
        <p class="note">{texts.TopicsNote}</p>
        </fieldset>
        """);

    private Html Languages(PageTexts texts, string chosen) => Html.Of($"""
        <label class="label" for="locale">{texts.LanguageLabel}</label>
        <select id="locale" name="{LocaleField}">
        {Option("", texts.LanguageAutomatic, chosen.Length == 0)}
        {Html.Join(_options.Locales.Select(l => Option(l, NativeName(l), string.Equals(l, chosen, StringComparison.OrdinalIgnoreCase))))}
        </select>
        """);

    private static Html Choice(string field, string value, string title, bool isChosen) =>
        Html.Of($"<label class=\"choice\"><input type=\"checkbox\" name=\"{field}\" value=\"{value}\"{Html.Literal(isChosen ? " checked" : "")}> <span>{title}</span></label>\n");

    private static Html Option(string value, string title, bool isChosen) =>
        Html.Of($"<option value=\"{value}\"{Html.Literal(isChosen ? " selected" : "")}>{title}</option>\n");

    private static bool Has(IReadOnlyDictionary<string, StringValues> form, string field, string value) => form.GetValueOrDefault(field).Contains(value, StringComparer.Ordinal);

    private static string NativeName(string locale) => Title(CultureInfo.GetCultureInfo(locale).NativeName);

    private static string Title(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
