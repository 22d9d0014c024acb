namespace Messaging.Preferences;

/// <summary>One page of suppressions.</summary>
/// <param name="Items">The suppressions, the most recently changed contacts first.</param>
/// <param name="Next">What to pass for the next page, or null when this is the last one.</param>
public sealed record SuppressionPage(IReadOnlyList<Suppression> Items, string? Next);
