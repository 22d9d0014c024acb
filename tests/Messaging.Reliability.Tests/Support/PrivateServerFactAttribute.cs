using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A fact about real processes and a PostgreSQL server that it may stop.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrivateServerFactAttribute() : RequiresFactAttribute(Signals.WithPrivateServer);
