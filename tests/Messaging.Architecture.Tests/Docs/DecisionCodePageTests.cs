using System.Reflection;
using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary><c>docs/decision-codes.md</c> explains every code a message can carry, and no other.</summary>
public sealed partial class DecisionCodePageTests
{
    private static readonly List<string> Codes =
        [.. typeof(DecisionCode).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => ((DecisionCode)p.GetValue(null)!).Value)];

    [Fact]
    public void Page_ExplainsEveryCodeOnce()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "decision-codes.md"));
        var rows = Row().Matches(page).Select(m => m.Groups["code"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(Codes.Order(StringComparer.Ordinal), rows);
    }

    [Fact]
    public void Row_SaysWhatItMeansWhenItHappensAndWhatToDo()
    {
        var page = File.ReadLines(Path.Combine(Repository.Root, "docs", "decision-codes.md"));
        Rule.Holds(
            "A row has a code, its meaning, when it happens, and what an operator can do:",
            page.Where(l => Row().IsMatch(l) && l.Split('|', StringSplitOptions.TrimEntries) is not ["", _, { Length: > 0 }, { Length: > 0 }, { Length: > 0 }, ""]));
    }

    [Fact]
    public void Code_IsAVerdictAndAReason() => Rule.Holds("A code is written verdict.reason, in lower case:", Codes.Where(c => !Form().IsMatch(c)));

    [Fact]
    public void Code_FitsItsColumn() => Rule.Holds("A code has at most 50 characters:", Codes.Where(c => c.Length > 50));

    [GeneratedRegex(@"^\| `(?<code>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    [GeneratedRegex(@"^[a-z]+\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
