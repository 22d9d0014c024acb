using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A fact about real processes on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlSignalFactAttribute() : RequiresFactAttribute(Signals.WithPostgreSql);
