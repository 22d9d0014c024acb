namespace CustomAdapter;

/// <summary>What Acme answers: an id, or what is wrong.</summary>
internal sealed record AcmeAnswer(string? Id, string? Code, string? Message);
