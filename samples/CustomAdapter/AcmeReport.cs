namespace CustomAdapter;

/// <summary>What Acme reports later: a message's way, or what a person wrote.</summary>
internal sealed record AcmeReport(string? EventId, string? Type, string? MessageId, string? Reference, string? From, string? To, string? Text, long Timestamp);
