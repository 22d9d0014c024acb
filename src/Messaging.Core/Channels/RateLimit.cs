namespace Messaging.Channels;

/// <summary>A token bucket: how many messages may go at once, and how many more each second. Kept in the store, so that all processes share it.</summary>
/// <param name="Burst">The most that may go at once, at least 1.</param>
/// <param name="PerSecond">How many are added each second, more than 0.</param>
public sealed record RateLimit(int Burst, double PerSecond)
{
    /// <summary>The bucket of a provider that declares none of its own: 10 at once, 1 more each second.</summary>
    public static RateLimit Default { get; } = new(10, 1);

    internal bool IsValid => Burst >= 1 && double.IsFinite(PerSecond) && PerSecond > 0;
}
