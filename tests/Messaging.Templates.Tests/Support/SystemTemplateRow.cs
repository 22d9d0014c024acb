namespace Messaging.Templates.Tests.Support;

/// <summary>What the page says of one template.</summary>
internal sealed record SystemTemplateRow(string Code, IReadOnlyList<string> Required, IReadOnlyList<string> Optional, IReadOnlyList<string> Channels)
{
    public IEnumerable<string> All => Required.Concat(Optional);
}
