namespace Messaging.TestTools;

/// <summary>A theory that runs a Python script.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute() : RequiresTheoryAttribute(Python.Requirement);
