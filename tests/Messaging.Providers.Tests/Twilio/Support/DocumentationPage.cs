using System.Collections;
using System.Text.RegularExpressions;
using Messaging.TestTools;

namespace Messaging.Providers.Tests.Twilio.Support;

/// <summary>A page of the documentation, to be compared with the code.</summary>
internal sealed partial class DocumentationPage(string name)
{
    private readonly string _text = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", name));

    /// <summary>The table of options names each once, and its default.</summary>
    public void CheckOptions(object options, IReadOnlyList<string> required)
    {
        var start = _text.IndexOf("## Options", StringComparison.Ordinal);
        var rows = OptionRow().Matches(_text[start.._text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)]);
        var properties = options.GetType().GetProperties();

        Assert.Equal(properties.Select(p => p.Name).Order(StringComparer.Ordinal), rows.Select(r => r.Groups["name"].Value).Order(StringComparer.Ordinal));
        foreach (Match row in rows)
        {
            var value = properties.Single(p => p.Name == row.Groups["name"].Value).GetValue(options);
            var expected = required.Contains(row.Groups["name"].Value) ? "required" : value switch
            {
                null => "null",
                ICollection { Count: 0 } => "empty",
                _ => value.ToString(),
            };
            Assert.Equal(expected, row.Groups["default"].Value.Trim('`'));
        }
    }

    /// <summary>The first example is code of a test.</summary>
    public void CheckExample(string test)
    {
        var code = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Messaging.Providers.Tests", test));
        Assert.Contains(WithoutSpaces(Example().Match(_text).Groups["code"].Value), WithoutSpaces(code), StringComparison.Ordinal);
    }

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OptionRow();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Example();
}
