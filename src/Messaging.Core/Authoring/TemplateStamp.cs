namespace Messaging.Authoring;

/// <summary>The one row that counts the changes of all templates, so that every process can tell by one small query that what it remembers is still true.</summary>
internal sealed record TemplateStamp
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    public long Value { get; init; }
}
