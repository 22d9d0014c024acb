using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Messaging.Core.Tests.Support;

/// <summary>What one host measures, and no other host of the process.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _seen = new();

    public MetricRecorder(MessagingMetrics metrics)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, metrics.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Everything that was measured: instrument, value, tags as <c>name=value</c>.</summary>
    public IReadOnlyList<(string Name, double Value, string Tags)> Seen => [.. _seen];

    /// <summary>The sums by tags of one instrument.</summary>
    public IReadOnlyDictionary<string, double> Sums(string instrument) =>
        _seen.Where(s => s.Name == instrument).GroupBy(s => s.Tags, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));

    /// <summary>Reads the gauges.</summary>
    public IReadOnlyDictionary<string, double> Read(string gauge)
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return Sums(gauge);
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(t => $"{t.Key.Replace("messaging.", "", StringComparison.Ordinal)}={t.Value}"));
        _seen.Enqueue((instrument.Name, value, text));
    }
}
