namespace Messaging.Templates.Syntax;

/// <summary>A helper with its arguments.</summary>
internal sealed record CallExpression(int Offset, string Helper, IReadOnlyList<TemplateExpression> Arguments) : TemplateExpression(Offset);
