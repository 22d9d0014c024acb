namespace Messaging.EntityFramework.Store;

/// <summary>One write that waits for its turn: begun once, or given up before.</summary>
/// <param name="run">The work, on the session of its group.</param>
/// <param name="complete">Hands its result out, after the commit.</param>
/// <param name="fail">Hands its failure out.</param>
internal sealed class WriteUnit(Func<DbSession, Task> run, Action complete, Action<Exception> fail)
{
    private int _taken;

    /// <summary>Takes the unit, to run it or to give it up.</summary>
    /// <returns>Whether nobody did before.</returns>
    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    public Task RunAsync(DbSession session) => run(session);

    public void Complete() => complete();

    public void Fail(Exception failure) => fail(failure);
}
