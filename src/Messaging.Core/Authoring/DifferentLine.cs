namespace Messaging.Authoring;

/// <summary>One line of a comparison.</summary>
/// <param name="Change">Whether it is in both editions, only in the new one, or only in the old one.</param>
/// <param name="Text">The line.</param>
public sealed record DifferentLine(DifferenceKind Change, string Text)
{
    /// <summary>The kind of change only.</summary>
    public override string ToString() => $"DifferentLine {{ Change = {Change} }}";
}
