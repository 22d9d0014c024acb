namespace Messaging.Authoring;

/// <summary>What an import did, or would do, with one template.</summary>
/// <param name="Code">The template.</param>
/// <param name="Outcome">What was done.</param>
/// <param name="Publication">What became of publishing it, when that was asked for.</param>
public sealed record ImportedTemplate(string Code, ImportOutcome Outcome, TemplatePublication? Publication = null);
