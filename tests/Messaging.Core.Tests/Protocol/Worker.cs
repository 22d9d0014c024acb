namespace Messaging.Core.Tests.Protocol;

/// <summary>A dispatcher or a janitor.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="IsFresh">Whether the row still has the token it saw.</param>
/// <param name="Seen">The row as it saw it.</param>
/// <param name="Hour">When it saw it.</param>
/// <param name="Connection">The connection it chose.</param>
/// <param name="IsFrozen">Whether it saw frozen content.</param>
/// <param name="Answer">What it knows after the call.</param>
/// <param name="ProviderId">The number of the id it was given.</param>
/// <param name="IsEarlier">Whether it works on the generation before, knowing or not.</param>
internal readonly record struct Worker(
    Phase Phase, bool IsFresh = false, ulong Seen = 0, byte Hour = 0, byte Connection = 0, bool IsFrozen = false, Answer Answer = Answer.None, byte ProviderId = 0, bool IsEarlier = false)
{
    /// <summary>The same for the same worker: two dispatchers may change places.</summary>
    public ulong Code => Append(Append(Append(Append(Append(Append(Append(Append(Seen, (ulong)Phase, 3), IsFresh ? 1UL : 0, 1), Hour, 2), Connection, 2), IsFrozen ? 1UL : 0, 1), (ulong)Answer, 3), ProviderId, 4), IsEarlier ? 1UL : 0, 1);

    private static ulong Append(ulong code, ulong value, int bits) => (code << bits) | value;
}
