namespace Messaging.Bench;

/// <summary>How a host of the bench differs from one with defaults.</summary>
internal sealed record BenchSettings
{
    /// <summary>As <c>MaxInFlight</c>; the default is the library's.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>Whether the library's default daily cap holds.</summary>
    public bool Capped { get; init; } = true;

    /// <summary>Whether processes wake each other.</summary>
    public bool Hints { get; init; } = true;

    /// <summary>Whether the host only stores messages.</summary>
    public bool SendOnly { get; init; }

    /// <summary>How long the adapter takes.</summary>
    public TimeSpan AdapterTakes { get; init; }
}
