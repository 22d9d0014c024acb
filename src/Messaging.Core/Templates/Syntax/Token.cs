namespace Messaging.Templates.Syntax;

/// <summary>One word, literal or sign inside a tag. <paramref name="Value"/> is a literal without its quotes, or a name without invisible characters.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Value);
