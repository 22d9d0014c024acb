namespace Messaging.Bench;

/// <summary>The same work of several rounds. The first round is left out: it compiles methods, which is paid for once in the life of a process.</summary>
internal sealed class WorkSeries
{
    private readonly List<Work> _rounds = [];

    public IReadOnlyList<double> PerSecond => [.. _rounds.Skip(1).Select(w => w.PerSecond)];

    public IReadOnlyList<double> Cpu => [.. _rounds.Skip(1).Select(w => w.CpuMicroseconds)];

    public double MedianRate => BenchReport.Median(PerSecond);

    public void Add(Work work) => _rounds.Add(work);

    /// <summary>Prints rate and processor time beside those of the floor.</summary>
    public void Print(string name, WorkSeries floor, Bar bar)
    {
        BenchReport.Figure(name, "messages/s", PerSecond, floor.PerSecond, bar);
        BenchReport.Figure($"{name}: processor time of our process", "µs/message", Cpu, floor.Cpu);
    }
}
