namespace Messaging.Authoring;

/// <summary>Compares two texts line by line.</summary>
internal static class LineComparison
{
    private const int Around = 3;

    // Beyond this the table of common lines would take too much memory; then all lines between the common beginning and end are shown.
    private const long MaxCells = 4_000_000;

    /// <summary>The lines that differ, with up to three around them.</summary>
    public static IReadOnlyList<DifferentLine> Of(string? before, string? after)
    {
        var lines = All(before?.Split('\n') ?? [], after?.Split('\n') ?? []);
        var isNear = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Change != DifferenceKind.Same)
            {
                Array.Fill(isNear, true, Math.Max(0, i - Around), Math.Min(lines.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        return [.. lines.Where((_, i) => isNear[i])];
    }

    private static List<DifferentLine> All(string[] before, string[] after)
    {
        var (start, end) = (0, 0);
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            start++;
        }

        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        var lines = before.Take(start).Select(l => new DifferentLine(DifferenceKind.Same, l)).ToList();
        AddMiddle(lines, before[start..^end], after[start..^end]);
        lines.AddRange(before.Skip(before.Length - end).Select(l => new DifferentLine(DifferenceKind.Same, l)));
        return lines;
    }

    private static void AddMiddle(List<DifferentLine> lines, string[] before, string[] after)
    {
        var common = (long)before.Length * after.Length <= MaxCells ? Common(before, after) : null;
        var (i, j) = (0, 0);
        while (i < before.Length || j < after.Length)
        {
            if (common is not null && i < before.Length && j < after.Length && before[i] == after[j])
            {
                lines.Add(new DifferentLine(DifferenceKind.Same, before[i++]));
                j++;
            }
            else if (i < before.Length && (j == after.Length || common is null || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add(new DifferentLine(DifferenceKind.Removed, before[i++]));
            }
            else
            {
                lines.Add(new DifferentLine(DifferenceKind.Added, after[j++]));
            }
        }
    }

    // How long the longest common subsequence of the rests is.
    private static int[,] Common(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
        {
            for (var j = after.Length - 1; j >= 0; j--)
            {
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
