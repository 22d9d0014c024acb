namespace Messaging.TestTools;

/// <summary>A theory that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlTheoryAttribute() : RequiresTheoryAttribute(PostgreSqlServer.Requirement);
