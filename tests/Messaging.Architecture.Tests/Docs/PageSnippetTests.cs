using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>What these pages show in C# is what the compiler sees in the folder <c>Snippets</c> and in the samples; the tests they show are run.</summary>
public sealed partial class PageSnippetTests
{
    public static TheoryData<string> Pages =>
    [
        "categories", "connections", "consent", "devices", "dispatcher", "explain", "health", "html-email", "inbound", "inbox", "links", "operations", "retention", "routing", "send-hours", "stored-templates", "system-templates", "telemetry", "testing", "transactions", "webhooks", "writing-an-adapter",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Snippets_Compile(string page)
    {
        string[] folders = [Path.Combine("tests", "Messaging.Architecture.Tests", "Docs", "Snippets"), Path.Combine("samples", "CustomAdapter"), Path.Combine("samples", "CustomAdapter.Tests")];
        var compiled = folders.SelectMany(f => Repository.Files("*.cs", Path.Combine(Repository.Root, f)))
            .SelectMany(File.ReadLines).Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page + ".md")).ReplaceLineEndings("\n");
        var lines = Example().Matches(text).SelectMany(m => m.Groups["code"].Value.Split('\n')).Select(WithoutComment).Where(l => l.Length > 0).ToList();
        Assert.NotEmpty(lines);
        Rule.Holds($"These lines of docs/{page}.md are in no file of Docs/Snippets or samples/CustomAdapter, which the compiler sees:", lines.Where(l => !compiled.Contains(l)));
    }

    private static string WithoutComment(string line) => line.Split("   //")[0].Trim();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Example();
}
