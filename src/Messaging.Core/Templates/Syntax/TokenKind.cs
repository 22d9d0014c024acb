namespace Messaging.Templates.Syntax;

internal enum TokenKind
{
    Word,
    Text,
    Number,
    Open,
    Close,
    Aliases,
    Assign,
}
