using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A fact about real processes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalFactAttribute() : RequiresFactAttribute(Signals.Requirement);
