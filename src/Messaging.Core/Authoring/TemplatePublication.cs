namespace Messaging.Authoring;

/// <summary>What became of publishing.</summary>
/// <param name="Version">The number of the new version, or null when the report has errors and nothing was published.</param>
/// <param name="Report">What was found.</param>
public sealed record TemplatePublication(int? Version, TemplateReport Report);
