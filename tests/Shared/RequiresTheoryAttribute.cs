namespace Messaging.TestTools;

/// <summary>A theory that needs something outside .NET. Derive one attribute per <see cref="TestRequirement"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RequiresTheoryAttribute : TheoryAttribute
{
    protected RequiresTheoryAttribute(TestRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        base.Skip = requirement.SkipReason;
    }
}
