namespace Messaging.TestTools;

/// <summary>A fact that needs a PostgreSQL server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlFactAttribute() : RequiresFactAttribute(PostgreSqlServer.Requirement);
