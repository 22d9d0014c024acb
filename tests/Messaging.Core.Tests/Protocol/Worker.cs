namespace Messaging.Core.Tests.Protocol;

/// <summary>A dispatcher or a janitor.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Hold">How the token it saw stands to the row's.</param>
/// <param name="Seen">The row as it saw it.</param>
/// <param name="Hour">When it saw it.</param>
/// <param name="Connection">The connection it chose.</param>
/// <param name="IsFrozen">Whether it saw frozen content.</param>
/// <param name="Answer">What it knows after the call.</param>
/// <param name="ProviderId">The number of the id it was given.</param>
/// <param name="IsEarlier">Whether it works on the generation before, knowing or not.</param>
internal readonly record struct Worker(
    Phase Phase, Hold Hold = Hold.Late, ulong Seen = 0, byte Hour = 0, byte Connection = 0, bool IsFrozen = false, Answer Answer = Answer.None, byte ProviderId = 0, bool IsEarlier = false)
{
    /// <summary>Whether the row is as it saw it: token and owner.</summary>
    public bool IsFresh => Hold == Hold.Fresh;

    /// <summary>The same for the same worker: two dispatchers may change places.</summary>
    public ulong Code => Append(Append(Append(Append(Append(Append(Append(Append(Seen, (ulong)Phase, 3), (ulong)Hold, 2), Hour, 2), Connection, 2), IsFrozen ? 1UL : 0, 1), (ulong)Answer, 3), ProviderId, 4), IsEarlier ? 1UL : 0, 1);

    private static ulong Append(ulong code, ulong value, int bits) => (code << bits) | value;
}
