using System.Collections;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.SendGrid.Support;

/// <summary>A page about a provider: its first example is code of a test, and its table names each option once with its default.</summary>
internal static class OptionsPage
{
    private static readonly char[] Ticks = ['`', ' '];

    public static void CheckExample(string page, string test)
    {
        var code = Read("tests", "Messaging.Providers.Tests", test);

        Assert.Contains(WithoutSpaces(Read("docs", page).Split("```csharp", 2)[1].Split("```", 2)[0]), WithoutSpaces(code), StringComparison.Ordinal);
    }

    public static void CheckOptions(string page, object options, params string[] required)
    {
        var rows = Read("docs", page).Split("\n## Options\n", 2)[1].Split("\n## ", 2)[0].Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|'));
        var expected = options.GetType().GetProperties().Select(p => $"{p.Name} {(required.Contains(p.Name) ? "required" : TextOf(p.GetValue(options)))}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Select(r => $"{r[1].Trim(Ticks)} {r[2].Trim(Ticks)}").Order(StringComparer.Ordinal));
    }

    private static string TextOf(object? value) => value switch
    {
        null => "null",
        ICollection { Count: 0 } => "empty",
        bool flag => flag ? "true" : "false",
        _ => $"{value}",
    };

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([RepositoryFolder.Root, .. path]));

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
