namespace Messaging.Bench.Processes;

/// <summary>Follows how much memory a process holds: a baseline once it is warm, and the most that was seen since.</summary>
internal sealed class MemoryWatch(NodeProcess process)
{
    public const double MiB = 1024 * 1024;

    private long _baseline;
    private long _most;

    public int ProcessId => process.Id;

    /// <summary>Whether there is a baseline.</summary>
    public bool IsWarm => _baseline > 0;

    /// <summary>The growth in MiB, never less than nothing.</summary>
    public double Growth => Math.Max(0, _most - _baseline) / MiB;

    public double Baseline => _baseline / MiB;

    /// <summary>From now on growth counts.</summary>
    public void Begin() => _baseline = _most = process.ResidentBytes;

    public void Look() => _most = Math.Max(_most, process.ResidentBytes);
}
