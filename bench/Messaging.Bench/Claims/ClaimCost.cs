namespace Messaging.Bench.Claims;

/// <summary>What one claim cost the database.</summary>
/// <param name="Rows">How many deliveries it took.</param>
/// <param name="Buffers">How many shared buffers it touched, in memory or read, in all its parts.</param>
/// <param name="TakingBuffers">How many of them the taking did: finding, locking and updating the deliveries, without their messages and contents.</param>
/// <param name="Milliseconds">How long it ran, as the server saw it.</param>
internal readonly record struct ClaimCost(int Rows, long Buffers, long TakingBuffers, double Milliseconds)
{
    public double BuffersPerRow => Buffers / (double)Rows;

    public double TakingBuffersPerRow => TakingBuffers / (double)Rows;
}
