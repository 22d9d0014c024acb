using System.Text.Encodings.Web;
using System.Text.Json;

namespace Messaging.Bench;

/// <summary>Prints figures as JSON lines: one object per figure, with the floor of the same run beside it and the bar it is held to, where there are such.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many figures missed their bar.</summary>
    public static int Missed { get; private set; }

    public static void Figure(string name, string unit, IReadOnlyList<double> runs, IReadOnlyList<double>? floor = null, Bar? bar = null)
    {
        var value = Median(runs);
        var line = new Dictionary<string, object?>
        {
            ["figure"] = name,
            ["unit"] = unit,
            ["median"] = Math.Round(value, 2),
            ["min"] = Math.Round(runs.Min(), 2),
            ["max"] = Math.Round(runs.Max(), 2),
            ["runs"] = runs.Count,
        };
        if (floor is not null)
        {
            line["floor"] = Math.Round(Median(floor), 2);
            line["ratio"] = Math.Round(value / Median(floor), 3);
        }

        if (bar is { } set)
        {
            var holds = set.Holds(floor is null ? value : value / Median(floor));
            line["bar"] = set.Value;
            line["bar_is"] = set.IsLeast ? "at least" : "at most";
            line["holds"] = holds;
            Missed += holds ? 0 : 1;
        }

        Console.WriteLine(JsonSerializer.Serialize(line, Plain));
    }

    /// <summary>Says on the error stream what is under way: nothing that a reader of the figures must skip.</summary>
    public static void Progress(string text) => Console.Error.WriteLine(text);

    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * percent / 100.0) - 1, 0, sorted.Count - 1)];
    }
}
