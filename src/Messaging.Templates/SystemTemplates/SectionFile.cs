namespace Messaging.SystemTemplates;

/// <summary>A shipped file of texts: one language of one template. A line <c>== name</c> begins each.</summary>
internal static class SectionFile
{
    private const string Mark = "== ";

    /// <summary>The texts by name, without blank lines around them.</summary>
    public static Dictionary<string, string> Read(string text)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var section in ("\n" + text.ReplaceLineEndings("\n")).Split("\n" + Mark, StringSplitOptions.RemoveEmptyEntries))
        {
            var end = section.IndexOf('\n', StringComparison.Ordinal);
            sections.Add(section[..end].Trim(), section[end..].Trim());
        }

        return sections;
    }
}
