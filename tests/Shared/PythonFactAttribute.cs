namespace Messaging.TestTools;

/// <summary>A fact that runs a Python script.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute() : RequiresFactAttribute(Python.Requirement);
