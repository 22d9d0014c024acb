using Messaging.Preferences;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Preferences;

/// <summary>Words that ask for no more messages are obeyed however they are written; ordinary texts never are, and what may be meant so goes to a person.</summary>
public sealed class OptOutWordsTests(ITestOutputHelper output)
{
    // The words of the FCC's rule, and those of the large text carriers.
    private static readonly string[] Listed =
        ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe", "stopall", "optout", "opt-out", "remove", "arret", "td", "stop all"];

    private static readonly string[] Others = ["no mas", "no más", "arrêt", "STOPP", "abmelden", "parar", "BAJA", "hủy", "từ chối", "dừng lại", "désabonner"];

    [Fact]
    public void Classify_ListedWords_HoweverWritten_AreOptOuts()
    {
        var (tried, missed) = (0, new List<string>());
        foreach (var text in Listed.Concat(Others).SelectMany(Spellings))
        {
            tried++;
            if (OptOutWords.Classify(text) != OptOutMeaning.OptOut)
            {
                missed.Add(text);
            }
        }

        output.WriteLine($"{Listed.Length + Others.Length} words in {tried} spellings: {tried - missed.Count} recognised");
        Assert.Empty(missed);
    }

    [Fact]
    public void Classify_OrdinaryTexts_AreNeverOptOuts()
    {
        var texts = Ordinary().ToList();
        var meanings = texts.Select(t => (Text: t, Meaning: OptOutWords.Classify(t))).ToList();
        output.WriteLine($"{texts.Count} ordinary texts: {meanings.Count(m => m.Meaning == OptOutMeaning.OptOut)} taken for opt-outs, {meanings.Count(m => m.Meaning == OptOutMeaning.Review)} to review");
        Assert.True(texts.Count >= 200);
        Assert.Empty(meanings.Where(m => m.Meaning == OptOutMeaning.OptOut).Select(m => m.Text));
    }

    [Theory]
    [InlineData("I want you to stop sending me these")]
    [InlineData("please remove my number from your list")]
    [InlineData("take me off, this is SPAM")]
    [InlineData("no quiero más mensajes")]
    [InlineData("dung")]
    [InlineData("leave me alone")]
    [InlineData("Bitte nicht mehr schreiben, sonst kommt mein Anwalt. Aufhören!")]
    public void Classify_OtherWording_GoesToAPerson(string text) => Assert.Equal(OptOutMeaning.Review, OptOutWords.Classify(text));

    [Theory]
    [InlineData("START", OptOutMeaning.OptIn)]
    [InlineData(" Unstop. ", OptOutMeaning.OptIn)]
    [InlineData("yes!", OptOutMeaning.OptIn)]
    [InlineData("HELP", OptOutMeaning.Help)]
    [InlineData("Hilfe?", OptOutMeaning.Help)]
    [InlineData("", OptOutMeaning.None)]
    [InlineData("👍", OptOutMeaning.None)]
    [InlineData("đúng rồi, cảm ơn", OptOutMeaning.Review)]
    public void Classify_OtherWords_MeanWhatTheySay(string text, OptOutMeaning meaning) => Assert.Equal(meaning, OptOutWords.Classify(text));

    [Fact]
    public void Classify_VeryLongText_IsBounded() => Assert.Equal(OptOutMeaning.None, OptOutWords.Classify(new string('a', 5_000_000)));

    private static IEnumerable<string> Spellings(string word)
    {
        var upper = word.ToUpperInvariant();
        string[] plain = [word, upper, char.ToUpperInvariant(word[0]) + word[1..], string.Concat(word.Select((c, i) => i % 2 == 0 ? char.ToUpperInvariant(c) : c))];
        foreach (var text in plain)
        {
            foreach (var (before, after) in new[] { ("", ""), (" ", "  "), ("\n", "\r\n"), ("", "."), ("", "!!!"), ("\"", "\""), ("", " 🙏"), ("🛑 ", " 🛑"), ("please ", ""), ("", " please"), ("", ", thanks") })
            {
                yield return before + text + after;
            }
        }

        yield return string.Join(".", upper.Where(c => c != ' ')) + ".";
        yield return string.Join(' ', upper.Where(c => c != ' '));
        yield return $"{word} {word} {word}".Contains(' ', StringComparison.Ordinal) && !word.Contains(' ', StringComparison.Ordinal) ? $"{word} {word} {word}" : word;
    }

    private static IEnumerable<string> Ordinary()
    {
        string[] people = ["Anna", "Lan", "Herr Stopfer", "Ms Quitman", "Endre", "Mr Cancelo", "Jürgen", "the driver", "my wife", "our team"];
        string[] sentences =
        [
            "{0} will be there at 5", "Can {0} bring the documents?", "Yes, {0} received it, thank you", "{0} stops by tomorrow at the bus stop", "Please do not cancel the appointment of {0}",
            "{0} asks when the workshop ends", "The weekend with {0} was great", "Sorry, {0} is running late", "Is the non-stop flight of {0} on time?", "{0} would like to change to 3 pm",
            "Ok see you, {0}", "Who is {0}?", "{0} says the invoice is paid", "Danke, {0} kommt um acht", "Merci, {0} arrive à dix heures", "Cảm ơn, {0} sẽ đến", "¿Puede venir {0} mañana?",
            "{0} removed the old battery and it works", "Tell {0} to press the quit button", "Unsubscribe button does not show for {0}, how do I add a photo?", "{0} 100%",
        ];
        return people.SelectMany(p => sentences.Select(s => string.Format(System.Globalization.CultureInfo.InvariantCulture, s, p)));
    }
}
