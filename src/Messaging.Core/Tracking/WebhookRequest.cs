namespace Messaging.Tracking;

/// <summary>What came in on a webhook, free of any web framework.</summary>
public sealed record WebhookRequest
{
    /// <summary>The body, byte for byte.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The headers. Names are compared without regard to case, whatever dictionary is given; of several values they are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init => field = new Dictionary<string, string>(value, StringComparer.OrdinalIgnoreCase); }

    /// <summary>The query string as it came, with its question mark, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>When it came in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A header, or an empty string.</summary>
    /// <param name="name">Its name, in any case.</param>
    public string Header(string name) => Headers.GetValueOrDefault(name) ?? "";

    /// <summary>The size only: headers hold signatures and the body is personal.</summary>
    public override string ToString() => $"WebhookRequest {{ Size = {Body.Length} }}";
}
