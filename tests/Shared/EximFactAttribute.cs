namespace Messaging.TestTools;

/// <summary>A fact that needs a real SMTP server, Exim.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EximFactAttribute() : RequiresFactAttribute(EximServer.Requirement);
