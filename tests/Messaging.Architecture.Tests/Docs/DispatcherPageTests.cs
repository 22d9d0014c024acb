using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;
using Messaging.Dispatching;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>The tables of <c>docs/dispatcher.md</c> say what the code says.</summary>
public sealed partial class DispatcherPageTests
{
    private static readonly List<string[]> Rows =
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "dispatcher.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    [Fact]
    public void Options_HaveTheirDefaultsAndRanges()
    {
        var defaults = new DispatcherOptions();
        var expected = from property in typeof(DispatcherOptions).GetProperties()
                       let range = property.GetCustomAttribute<RangeAttribute>()
                       select (property.Name, Value: Text(property.GetValue(defaults)!), Range: range is null ? "" : $"{Text(range.Minimum)} {Text(range.Maximum)}");
        var shown = from row in Rows
                    where row.Length == 4 && row[0].StartsWith('`')
                    let name = row[0].Trim('`')
                    let limits = row[2].Split('–', StringSplitOptions.TrimEntries)
                    select (name, Value: Read(row[1]), Range: limits is [var from, var to] ? $"{Read(from)} {Read(to)}" : "");
        Assert.Equal(expected.Order(), shown.Order());
    }

    [Fact]
    public void LogEvents_AreThoseOfTheCode()
    {
        var events = ApiListing.LogEvents(Package.Core).Concat(ApiListing.LogEvents(Package.Named("Messaging.PostgreSql"))).Select(e => $"{e.Event.EventId} {e.Event.EventName} {e.Event.Level}");
        var shown = Rows.Where(r => r.Length == 4 && int.TryParse(r[0], CultureInfo.InvariantCulture, out _)).Select(r => $"{r[0]} {r[1].Trim('`')} {r[2]}");
        Assert.Equal(events.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    private static string Text(object value) => value switch
    {
        IEnumerable<TimeSpan> several => string.Join(", ", several.Select(s => Text(s))),
        string text => Text(TimeSpan.Parse(text, CultureInfo.InvariantCulture)),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
    };

    // "1, 5 min" are two times; a number without a unit is a number.
    private static string Read(string cell)
    {
        if (Time().Match(cell) is not { Success: true } match)
        {
            return cell;
        }

        return string.Join(", ", match.Groups["numbers"].Value.Split(", ").Select(n => Text(Of(int.Parse(n, CultureInfo.InvariantCulture), match.Groups["unit"].Value))));
    }

    private static TimeSpan Of(int number, string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(number),
        "s" => TimeSpan.FromSeconds(number),
        "min" => TimeSpan.FromMinutes(number),
        "h" => TimeSpan.FromHours(number),
        _ => TimeSpan.FromDays(number),
    };

    [GeneratedRegex("^(?<numbers>[0-9]+(, [0-9]+)*) (?<unit>ms|s|min|h|d)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
