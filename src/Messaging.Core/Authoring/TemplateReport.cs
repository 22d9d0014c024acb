namespace Messaging.Authoring;

/// <summary>Everything that was found about a template.</summary>
/// <param name="Findings">The findings, errors first.</param>
public sealed record TemplateReport(IReadOnlyList<TemplateFinding> Findings)
{
    /// <summary>Whether there is no error.</summary>
    public bool CanPublish => !Findings.Any(f => f.Level == FindingLevel.Error);
}
