namespace Messaging.Channels;

/// <summary>What a provider knows of a message.</summary>
public sealed record StatusAnswer
{
    private StatusAnswer()
    {
    }

    /// <summary>The provider could not say, or does not know the message, which proves nothing: what it took may not show yet.</summary>
    public static StatusAnswer Undecided { get; } = new();

    /// <summary>Whether the provider has the message.</summary>
    public bool IsTaken { get; private init; }

    /// <summary>The provider's id, when it has the message.</summary>
    public string? ProviderMessageId { get; private init; }

    /// <summary>The provider has the message.</summary>
    /// <param name="providerMessageId">Its id there.</param>
    public static StatusAnswer Taken(string? providerMessageId) => new() { IsTaken = true, ProviderMessageId = providerMessageId };
}
