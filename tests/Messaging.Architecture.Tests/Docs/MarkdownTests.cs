using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Files;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>Links in pages, and the pages that code refers to, are there.</summary>
public sealed partial class MarkdownTests
{
    [Fact]
    public void Link_LeadsSomewhere()
    {
        var broken = from page in Repository.Files("*.md")
                     let text = WithoutCode(File.ReadAllText(page))
                     from Match match in Link().Matches(text)
                     let target = match.Groups["target"].Value
                     where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal) && !Exists(page, target)
                     select $"{Repository.Shown(page)}: {target}";
        Rule.Holds("These links lead nowhere:", broken);
    }

    [Fact]
    public void Page_NamedInCode_IsThere() => Rule.Holds(
        "Code names pages that do not exist:",
        from file in SourceFile.All
        from line in file.Lines
        from Match match in PageName().Matches(line)
        where !File.Exists(Path.Combine(Repository.Root, match.Value))
        select $"{file}: {match.Value}");

    [Fact]
    public void Page_BeginsWithItsTitle() => Rule.Holds(
        "A page begins with its title:",
        Repository.Files("*.md", Path.Combine(Repository.Root, "docs")).Where(p => !File.ReadLines(p).First().StartsWith("# ", StringComparison.Ordinal)).Select(Repository.Shown));

    private static bool Exists(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
        if (parts.Length == 1)
        {
            return File.Exists(file) || Directory.Exists(file);
        }

        return File.Exists(file) && Heading().Matches(WithoutCode(File.ReadAllText(file))).Any(m => Anchor(m.Groups["title"].Value) == parts[1]);
    }

    // As GitHub makes them: lower case, without punctuation, hyphens for spaces.
    private static string Anchor(string title) => Punctuation().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"docs/[\w/-]+\.md", RegexOptions.NonBacktracking)]
    private static partial Regex PageName();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.NonBacktracking)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^```[^`]*^```", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Fence();
}
