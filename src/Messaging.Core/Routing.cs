namespace Messaging;

/// <summary>Which of a request's channels are used for a recipient. Immutable.</summary>
/// <remarks>The channels are those of the request; where it names none, those the recipient prefers for its type, else the default channels of the options.</remarks>
public sealed record Routing
{
    private Routing(bool isFirstAvailable, IReadOnlyList<FallbackStep> steps) => (IsFirstAvailable, Steps) = (isFirstAvailable, steps);

    /// <summary>Every channel, one message each: the default.</summary>
    public static Routing All { get; } = new(false, []);

    /// <summary>The first channel on which the recipient can be reached and wants to be.</summary>
    public static Routing FirstAvailable { get; } = new(true, []);

    /// <summary>The steps of a chain, or none.</summary>
    public IReadOnlyList<FallbackStep> Steps { get; }

    /// <summary>Whether only the first available channel is used.</summary>
    public bool IsFirstAvailable { get; }

    /// <summary>
    /// One channel after another, each only when the one before did not arrive: in-app, then SMS if unread after 15 minutes. Channels on which the recipient cannot be reached are passed over. A
    /// later message is never sent once an earlier one is known to have arrived, or was cancelled.
    /// </summary>
    /// <param name="steps">The channels in order, 2 to 5, each once. The request itself names none then.</param>
    /// <exception cref="ArgumentException">A step is null.</exception>
    public static Routing Fallback(params IReadOnlyList<FallbackStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Any(s => s is null))
        {
            throw new ArgumentException("A step is needed here, not null.", nameof(steps));
        }

        return new Routing(false, [.. steps]);
    }

    /// <summary>The kind of routing in words.</summary>
    public override string ToString() => Steps.Count > 0 ? $"fallback {string.Join(", ", Steps.Select(s => s.Channel))}" : IsFirstAvailable ? "first available" : "all";
}
