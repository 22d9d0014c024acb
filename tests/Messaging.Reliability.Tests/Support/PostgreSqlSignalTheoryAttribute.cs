using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A theory about real processes on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgreSqlSignalTheoryAttribute() : RequiresTheoryAttribute(Signals.WithPostgreSql);
