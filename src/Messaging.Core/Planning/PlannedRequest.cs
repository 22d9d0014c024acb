using Messaging.Storage;

namespace Messaging.Planning;

/// <summary>A request that was checked and planned, ready to be stored.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Blobs">The bytes its attachments refer to, to be stored before or with the rows.</param>
internal sealed record PlannedRequest(NewRequest Rows, IReadOnlyList<Blob> Blobs)
{
    /// <summary>What the plan is based on, for an explanation.</summary>
    public PlanInput? Input { get; init; }

    /// <summary>The plan, for an explanation.</summary>
    public IReadOnlyList<RecipientPlan> Plans { get; init; } = [];

    public override string ToString() => $"PlannedRequest {{ Id = {Rows.Id} }}";
}
