namespace Messaging.Templates.Syntax;

/// <summary>A text in quotes, a number, <c>true</c>, <c>false</c> or <c>null</c>, as written.</summary>
internal sealed record LiteralExpression(int Offset, string Source) : TemplateExpression(Offset);
