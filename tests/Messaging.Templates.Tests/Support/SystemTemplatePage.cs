using System.Globalization;
using System.Text.RegularExpressions;
using Messaging.TestTools;

namespace Messaging.Templates.Tests.Support;

/// <summary>What <c>docs/system-templates.md</c> says of the shipped templates.</summary>
internal static partial class SystemTemplatePage
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "system-templates.md")).ReplaceLineEndings("\n");

    public static string[] Locales { get; } = ["en", "de", "fr", "vi"];

    /// <summary>The table of templates.</summary>
    public static IReadOnlyList<SystemTemplateRow> Rows { get; } =
    [
        .. TemplateRow().Matches(Page).Select(m => new SystemTemplateRow(
            m.Groups["code"].Value, [.. Words(m.Groups["required"].Value)], [.. Words(m.Groups["optional"].Value), .. ForAll(m.Groups["code"].Value)], [.. Words(m.Groups["channels"].Value)])),
    ];

    /// <summary>The table of segments, in the order of <see cref="Locales"/>.</summary>
    public static IReadOnlyDictionary<string, int[]> SmsSegments { get; } = SegmentRow().Matches(Page).ToDictionary(
        m => m.Groups["code"].Value, m => m.Groups["segments"].Value.Split('|', StringSplitOptions.TrimEntries).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToArray());

    public static SystemTemplateRow Row(string code) => Rows.Single(r => r.Code == code);

    private static IEnumerable<string> ForAll(string code)
    {
        var line = Page.Split('\n').Single(l => l.StartsWith("Every email also takes", StringComparison.Ordinal));
        return Words(line).Where(w => w != "low-stock" && (code != "low-stock" || w != "customerName"));
    }

    private static IEnumerable<string> Words(string cell) => Word().Matches(cell).Select(m => m.Groups["word"].Value);

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \|(?<required>[^|]*`[^|]*)\|(?<optional>[^|]*)\|(?<channels>[^|]*)\|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TemplateRow();

    [GeneratedRegex(@"^\| `(?<code>[a-z-]+)` \| (?<segments>\d \| \d \| \d \| \d) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SegmentRow();

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
