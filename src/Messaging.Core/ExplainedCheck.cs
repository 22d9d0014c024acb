namespace Messaging;

/// <summary>One rule that was asked about a channel of a recipient.</summary>
/// <param name="Rule">The rule in words: <c>address</c>, <c>suppression</c>, <c>consent</c>, <c>send hours</c>.</param>
/// <param name="Code">What the rule says against sending now, or null when it has nothing against it.</param>
/// <param name="Facts">The values the rule looked at, without addresses; null when there is nothing to say.</param>
/// <param name="IsAdvisory">Whether this is a forecast: the rule decides when the message is about to be sent, by what holds then.</param>
public sealed record ExplainedCheck(string Rule, DecisionCode? Code, string? Facts, bool IsAdvisory = false)
{
    /// <summary>The rule's code only.</summary>
    public override string ToString() => $"ExplainedCheck {{ Code = {Code} }}";
}
