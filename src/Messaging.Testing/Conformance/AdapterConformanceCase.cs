namespace Messaging.Testing.Conformance;

/// <summary>One rule that every adapter must keep, ready to be run by any test framework.</summary>
/// <param name="Name">What is checked, as <c>Subject_Condition_Outcome</c>.</param>
/// <param name="Run">Checks it. Throws <see cref="ConformanceException"/> when the rule is broken.</param>
public sealed record AdapterConformanceCase(string Name, Func<AdapterUnderTest, Task> Run)
{
    /// <summary>The name, for test explorers.</summary>
    public override string ToString() => Name;
}
