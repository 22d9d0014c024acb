namespace Messaging.Core.Tests.Protocol;

/// <summary>What may become of a call.</summary>
internal sealed class ProviderSteps(Variant variant)
{
    public void Collect(ProtocolState state, int index, List<(string Name, ProtocolState Next)> steps)
    {
        var worker = state.Dispatcher(index);
        var seen = RowCode.Unpack(worker.Seen, 0, variant);
        var (accepted, id) = Accept(state.World, worker, seen.Generation, (byte)seen.Attempt);
        Add("accepted", Answer.Accepted, accepted, id);
        Add("accepted, its answer lost", Answer.Unknown, accepted);
        Add("the request is lost", Answer.Unknown, state.World);
        Add("refused for now", Answer.Retry, state.World);
        if (!variant.Keys || (state.World.Remembering & worker.Connection) == 0)
        {
            Add("refused for good", Answer.Rejected, state.World);
        }

        // What uses up no retry could go on for ever: once in a generation is enough.
        if (seen.Attempt == seen.RetryCount + 1)
        {
            Add(variant.Keys ? "refused for now, another may take it" : "throttled", variant.Keys ? Answer.RetryElsewhere : Answer.Throttled, state.World);
        }

        void Add(string name, Answer answer, World world, byte providerId = 0) =>
            steps.Add((name, state.With(index, worker with { Phase = Phase.Answered, Answer = answer, ProviderId = providerId }) with { World = world }));
    }

    // Under a key that the provider remembers, it answers as it did before and does nothing.
    private (World World, byte ProviderId) Accept(World world, Worker worker, short generation, byte attempt)
    {
        var id = (byte)(variant.Keys ? 8 + (generation * 3) + worker.Connection : (generation * 4) + attempt);
        if (worker.IsEarlier)
        {
            return (world with { EarlierEffects = Twice(world.EarlierEffects), ReportsEarlier = true }, id);
        }

        if (variant.Keys && (world.Remembering & worker.Connection) != 0)
        {
            return (world, id);
        }

        var bit = (byte)(1 << (attempt - 1));
        return (world with
        {
            Effects = Twice(world.Effects),
            Accepted = (byte)(world.Accepted | bit),
            Reporting = (byte)(world.Reporting | bit),
            Remembering = (byte)(world.Remembering | (variant.Keys ? worker.Connection : 0)),
        }, id);
    }

    private static byte Twice(byte effects) => (byte)Math.Min(2, effects + 1);
}
