namespace Messaging.Links;

/// <summary>The answer about a token.</summary>
/// <param name="Outcome">Whether it holds, and if not, why.</param>
/// <param name="Claims">What it says, when it is valid; otherwise null.</param>
public sealed record LinkCheck(LinkOutcome Outcome, LinkClaims? Claims)
{
    /// <summary>Whether the token holds.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Claims))]
    public bool IsValid => Outcome == LinkOutcome.Valid && Claims is not null;
}
