namespace Messaging.Templates.Syntax;

/// <summary>Finds the names a mistyped one may have meant.</summary>
internal static class CloseNames
{
    private const int MaxSuggestions = 3;

    /// <summary>The candidates at most two edits away, closest first.</summary>
    public static IReadOnlyList<string> Find(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Min(2, Math.Max(1, name.Length / 3));
        return candidates
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant(), limit)))
            .Where(c => c.Distance <= limit)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions)
            .Select(c => c.Name)
            .ToList();
    }

    /// <summary>A sentence such as <c>Did you mean 'date'?</c>, or an empty string.</summary>
    public static string Ask(string name, IEnumerable<string> candidates)
    {
        var close = Find(name, candidates);
        return close.Count == 0 ? "" : $"Did you mean {string.Join(" or ", close.Select(c => $"'{c}'"))}?";
    }

    // Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return int.MaxValue;
        }

        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}
