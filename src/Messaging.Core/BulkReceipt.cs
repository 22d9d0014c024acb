using System.Globalization;

namespace Messaging;

/// <summary>What a bulk send became.</summary>
public sealed record BulkReceipt
{
    /// <summary>The most problems that are listed one by one: 100.</summary>
    public const int MaxProblems = 100;

    /// <summary>How many recipients were read.</summary>
    public required long Recipients { get; init; }

    /// <summary>How many messages were stored to be sent.</summary>
    public required long Messages { get; init; }

    /// <summary>How many recipients get nothing, by code of the verdict on their first channel.</summary>
    public required IReadOnlyDictionary<DecisionCode, long> Suppressed { get; init; }

    /// <summary>How many recipients were wrong, such as one with a malformed address, and got nothing.</summary>
    public required long Invalid { get; init; }

    /// <summary>How many recipients were passed over, because their page was stored by an earlier call with the same key. Wrong ones are counted in <see cref="Invalid"/> only.</summary>
    public required long Duplicates { get; init; }

    /// <summary>The first problems: the position of the recipient, from 0, and what is wrong.</summary>
    public required IReadOnlyList<BulkProblem> Problems { get; init; }

    /// <summary>The numbers, without the problems.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"BulkReceipt {{ Recipients = {Recipients}, Messages = {Messages}, Suppressed = {Suppressed.Values.Sum()}, Invalid = {Invalid}, Duplicates = {Duplicates} }}");
}
