using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>A theory about real processes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalTheoryAttribute() : RequiresTheoryAttribute(Signals.Requirement);
