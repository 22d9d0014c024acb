namespace Messaging;

/// <summary>How to send a message once more.</summary>
public sealed record ResendRequest
{
    /// <summary>The channel to use instead. Null keeps the original's.</summary>
    public MessageChannel? Channel { get; init; }

    /// <summary>The address to use instead. Null keeps the original's, which a change of channel does not allow unless the new channel uses the same kind of address.</summary>
    public string? Address { get; init; }

    /// <summary>Who asks. At most 100 characters.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Makes the resend repeatable, as <see cref="MessageRequest.IdempotencyKey"/> does.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What changes, without the address.</summary>
    public override string ToString() => $"ResendRequest {{ Channel = {Channel}, HasAddress = {Address is not null} }}";
}
