using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>What the first page shows is what there is.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Program_IsTheSample()
    {
        var sample = File.ReadAllText(Path.Combine(Repository.Root, "samples", "Hello", "Program.cs")).ReplaceLineEndings("\n");
        Assert.Equal(sample, Example().Match(Page).Groups["code"].Value);
    }

    [Fact]
    public void Snippets_Compile()
    {
        var compiled = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Messaging.Architecture.Tests", "Docs", "ReadmeSnippets.cs"));
        var lines = compiled.Split('\n').Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);
        var snippets = Example().Matches(Page).Skip(1).SelectMany(m => m.Groups["code"].Value.Split('\n')).Select(WithoutComment).Where(l => l.Length > 0).ToList();
        Assert.NotEmpty(snippets);
        Rule.Holds("These lines of the README are not in ReadmeSnippets.cs, which the compiler sees:", snippets.Where(l => !lines.Contains(l)));
    }

    [Fact]
    public void PackageTable_ListsEveryPackage() =>
        Assert.Equal(Package.All.Select(p => p.Name).Order(StringComparer.Ordinal), PackageRow().Matches(Page).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_OfItsCommands_AreThere() => Rule.Holds(
        "The README runs projects that do not exist:",
        ProjectOption().Matches(Page).Select(m => m.Groups["path"].Value).Where(p => !Directory.EnumerateFiles(Path.Combine(Repository.Root, p), "*.csproj").Any()));

    private static string WithoutComment(string line) => line.Split("//")[0].Trim();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| `(?<name>Messaging\.[\w.]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PackageRow();

    [GeneratedRegex(@"--project (?<path>[\w/]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectOption();
}
