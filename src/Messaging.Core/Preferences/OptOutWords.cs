using System.Globalization;
using System.Text;

namespace Messaging.Preferences;

/// <summary>Tells what a short text means: words such as STOP in any case, spacing and punctuation. Pure.</summary>
/// <remarks>
/// Only a text that says nothing else is obeyed, politeness apart; one that has such a word among others goes to a person. The words are those that the rules of the American FCC (47 CFR
/// 64.1200(a)(10)) and the large text carriers name, with their like in other languages.
/// </remarks>
internal static class OptOutWords
{
    private const int MaxLength = 1_000;

    private static readonly HashSet<string> Stop = Set(
        "stop", "quit", "end", "revoke", "opt out", "optout", "cancel", "unsubscribe", "stopall", "stop all", "remove", "remove me", "arret", "td", "stop it", "opt me out", "unsub",
        "no mas", "alto", "parar", "baja", "cancelar", "stopp", "abmelden", "abbestellen", "austragen", "desabonner", "desinscription", "desinscrire", "huy", "tu choi", "dung lai", "huy dang ky",
        "unsubscribe me", "stop texting", "stop texting me", "stop messaging me", "stop sending", "stop messages", "no more texts", "no more messages");

    private static readonly HashSet<string> Start = Set("start", "unstop", "yes", "resume", "opt in", "optin", "subscribe");

    private static readonly HashSet<string> Help = Set("help", "info", "hilfe", "aide", "tro giup");

    // Around a word that is obeyed, these change nothing.
    private static readonly HashSet<string> Politeness = Set("please", "pls", "plz", "now", "thanks", "thank", "you", "bitte", "danke", "jetzt", "svp", "merci", "por", "favor", "gracias", "hi", "hello", "hey", "ok");

    // Some of them mean something else as often, such as the Vietnamese dung without its accents: stop, or right.
    private static readonly HashSet<string> Suspicious = Set(
        "stop", "stopp", "stopping", "quit", "revoke", "revoked", "cancel", "unsubscribe", "unsubscribed", "optout", "opt", "remove", "removed", "arret", "arreter", "arretez", "stopall", "unsub", "delete", "spam", "harassment",
        "mas", "alto", "parar", "baja", "abmelden", "abbestellen", "austragen", "aufhoren", "desabonner", "huy", "dung", "leave", "alone", "lawyer", "sue", "fuck", "enough", "genug", "basta", "unwanted", "nomore", "dont", "never");

    /// <summary>What a text means.</summary>
    public static OptOutMeaning Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Words(text.Length > MaxLength ? text[..MaxLength] : text);
        if (words.Count == 0)
        {
            return OptOutMeaning.None;
        }

        foreach (var phrase in new[] { Said(words), Said([.. words.Where(w => !Politeness.Contains(w))]) })
        {
            if (Stop.Contains(phrase))
            {
                return OptOutMeaning.OptOut;
            }

            if (Start.Contains(phrase))
            {
                return OptOutMeaning.OptIn;
            }

            if (Help.Contains(phrase))
            {
                return OptOutMeaning.Help;
            }
        }

        return words.Exists(Suspicious.Contains) ? OptOutMeaning.Review : OptOutMeaning.None;
    }

    // The words in one piece, since spaces come and go; STOP STOP STOP says what STOP says.
    private static string Said(List<string> words)
    {
        for (var length = 1; length <= words.Count / 2; length++)
        {
            if (words.Count % length == 0 && !words.Where((w, i) => !string.Equals(w, words[i % length], StringComparison.Ordinal)).Any())
            {
                return string.Concat(words.Take(length));
            }
        }

        return string.Concat(words);
    }

    // Lower-case words of letters and digits, without accents: what stands between them, emoji included, says nothing. An apostrophe inside a word is passed over.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Plain(Rune.ToLowerInvariant(rune)));
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && rune.Value is not ('\'' or '’') && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        // S.T.O.P and S T O P: letters that stand alone are one word.
        return words.Count > 1 && words.TrueForAll(w => w.Length == 1) ? [string.Concat(words)] : words;
    }

    private static string Plain(Rune rune) => rune.Value switch { 'đ' => "d", 'ß' => "ss", _ => rune.ToString() };

    private static HashSet<string> Set(params string[] words) => new(words.Select(w => w.Replace(" ", "", StringComparison.Ordinal)), StringComparer.Ordinal);
}
