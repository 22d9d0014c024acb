using System.Text.RegularExpressions;
using Messaging.TestTools;

namespace Messaging.Templates.Tests;

/// <summary>What <c>docs/html-email.md</c> shows is what happens.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "html-email.md")).ReplaceLineEndings("\n");

    private static readonly List<string> Blocks = Block().Matches(Page).Select(m => m.Groups["text"].Value).ToList();

    [Fact]
    public void Styles_AreMovedAsThePageShows() => Assert.Equal(Blocks[1], HtmlEmail.InlineCss(Blocks[0]));

    [Fact]
    public void Markdown_BecomesWhatThePageShows() => Assert.Equal(Blocks[3] + "\n", MarkdownTemplate.ToHtml(Blocks[2]));

    [GeneratedRegex("^```(html|markdown)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Block();
}
