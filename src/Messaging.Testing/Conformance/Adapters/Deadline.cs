namespace Messaging.Testing.Conformance.Adapters;

/// <summary>The end of patience with an adapter that does not come back. No case waits for it unless a rule is broken.</summary>
internal static class Deadline
{
    public static async Task<T> Of<T>(Task<T> task, TimeSpan patience, string what)
    {
        try
        {
            return await task.WaitAsync(patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new ConformanceException($"{what} took longer than {patience.TotalSeconds:0.#} seconds.");
        }
    }
}
