namespace Messaging.Providers.Resend;

/// <summary>What Resend answers to several emails: the ids of those it took, in their order, and the places of those it did not.</summary>
internal sealed record ResendBatchAnswer(IReadOnlyList<ResendAnswer?>? Data, IReadOnlyList<ResendBatchAnswer.Refusal?>? Errors)
{
    internal sealed record Refusal(int? Index, string? Message);
}
