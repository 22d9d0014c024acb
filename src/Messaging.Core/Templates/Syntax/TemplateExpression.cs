namespace Messaging.Templates.Syntax;

/// <summary>A value inside a tag.</summary>
internal abstract record TemplateExpression(int Offset);
