namespace Messaging.TestTools;

/// <summary>A fact that needs something outside .NET. Derive one attribute per <see cref="TestRequirement"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RequiresFactAttribute : FactAttribute
{
    protected RequiresFactAttribute(TestRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        base.Skip = requirement.SkipReason;
    }
}
