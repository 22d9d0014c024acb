namespace Messaging.Css;

/// <summary>One declaration of a rule, as it is written.</summary>
/// <param name="Property">The property in lower case.</param>
/// <param name="Value">The value without <c>!important</c>.</param>
/// <param name="IsImportant">Whether it has <c>!important</c>.</param>
/// <param name="End">Where the declaration ends in the text, without blanks behind it.</param>
internal sealed record Declaration(string Property, string Value, bool IsImportant, int End)
{
    /// <summary>The place only: what authors wrote is content.</summary>
    public override string ToString() => $"Declaration {{ End = {End} }}";
}
