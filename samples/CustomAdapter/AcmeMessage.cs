namespace CustomAdapter;

/// <summary>The body of a request to send.</summary>
internal sealed record AcmeMessage(string To, string From, string Text, string Reference);
