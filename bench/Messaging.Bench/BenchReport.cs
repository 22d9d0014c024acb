using System.Text.Json;

namespace Messaging.Bench;

/// <summary>Prints figures as JSON lines: one object per figure, with the floor of the same run beside it where there is one.</summary>
internal static class BenchReport
{
    public static void Figure(string name, string unit, IReadOnlyList<double> runs, IReadOnlyList<double>? floor = null)
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

        Console.WriteLine(JsonSerializer.Serialize(line));
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    public static double Percentile(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * percent / 100.0) - 1, 0, sorted.Count - 1)];
    }
}
