namespace Messaging;

/// <summary>One channel of a chain that falls back.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="When">On what condition it is used, looking at the one before. Means nothing for the first.</param>
/// <param name="After">
/// How long after the one before was sent, up to 7 days. Zero, the default, is only for <see cref="FallbackWhen.Failed"/>, which does not wait for anything but the failure.
/// </param>
public sealed record FallbackStep(MessageChannel Channel, FallbackWhen When = FallbackWhen.Failed, TimeSpan After = default);
