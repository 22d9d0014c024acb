namespace Messaging.Testing.Conformance;

/// <summary>One rule that every implementation of a seam must keep, ready to be run by any test framework.</summary>
/// <param name="Name">What is checked, as <c>Subject_Condition_Outcome</c>.</param>
/// <param name="Run">Checks it against the services of a host. Throws <see cref="ConformanceException"/> when the rule is broken.</param>
public sealed record ConformanceCase(string Name, Func<IServiceProvider, Task> Run)
{
    /// <summary>The name, for test explorers.</summary>
    public override string ToString() => Name;
}
