namespace Messaging.EntityFramework.Model;

/// <summary>Where the tables are.</summary>
/// <param name="Schema">The schema, or null for the database's default.</param>
/// <param name="Prefix">What every table name starts with.</param>
internal sealed record TableNames(string? Schema, string Prefix);
