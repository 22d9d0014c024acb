namespace Messaging.Templates;

/// <summary>A value that a template says it needs, so that mistakes are found before it is sent.</summary>
/// <param name="Name">The path of the value, such as <c>patient.firstName</c> or, for what the items of a list have, <c>items[].name</c>.</param>
/// <param name="IsRequired">Whether the application always gives it.</param>
/// <param name="Description">What it is, for people who write templates.</param>
/// <param name="Sample">An example, used where a preview is given no data: a text, or JSON for a number, a list or an object. Null for none.</param>
public sealed record DeclaredVariable(string Name, bool IsRequired = true, string Description = "", string? Sample = null)
{
    /// <summary>The name only.</summary>
    public override string ToString() => $"DeclaredVariable {{ Name = {Name} }}";
}
