using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>The tables of <c>docs/telemetry.md</c> say what the code measures and traces.</summary>
public sealed partial class TelemetryPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md")).ReplaceLineEndings("\n");
    private static readonly List<string[]> Rows = [.. Page.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1])];

    [Fact]
    public async Task Instruments_AreThoseOfTheCode()
    {
        var instruments = new List<Instrument>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => instruments.Add(instrument) };
        var services = new ServiceCollection();
        services.AddMessaging().UseInMemoryStore();
        await using var provider = services.BuildServiceProvider();
        var metrics = Part(provider, "Messaging.MessagingMetrics");
        Part(provider, "Messaging.Dispatching.DispatcherWatch");
        listener.Start();
        var meter = metrics.GetType().GetProperty("Meter")!.GetValue(metrics);
        var expected = instruments.Where(i => ReferenceEquals(i.Meter, meter)).Select(i => $"{i.Name} {Kind(i)} {i.Unit}");
        var shown = Rows.Where(r => r.Length == 5).Select(r => $"{r[0].Trim('`')} {r[1]} {r[2].Trim('`')}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Spans_AreThoseOfTheCode() =>
        Assert.Equal(Constants("Messaging.MessagingSpans"), Rows.Where(r => r.Length == 4).Select(r => r[0].Trim('`')).Order(StringComparer.Ordinal));

    [Fact]
    public void Tags_AreThoseOfTheCode()
    {
        var shown = Rows.Where(r => r.Length is 4 or 5).SelectMany(r => Tag().Matches(r[^2])).Select(m => m.Groups["tag"].Value).Distinct();
        Assert.Equal(Constants("Messaging.MessagingTags"), shown.Order(StringComparer.Ordinal));
    }

    private static object Part(ServiceProvider provider, string type) => provider.GetRequiredService(Package.Core.Types.Single(t => t.FullName == type));

    private static IEnumerable<string> Constants(string type) =>
        Package.Core.Types.Single(t => t.FullName == type).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal);

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "ObservableUpDownCounter" => "up-down counter",
        "ObservableGauge" => "gauge",
        var other => other.ToLowerInvariant(),
    };

    [GeneratedRegex("`(?<tag>[a-z._]+)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
