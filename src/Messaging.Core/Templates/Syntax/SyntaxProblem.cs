namespace Messaging.Templates.Syntax;

/// <summary>Something wrong at a place in a template text.</summary>
internal sealed record SyntaxProblem(int Offset, string Message);
