namespace Messaging.Templates.Syntax;

internal enum TagKind
{
    Comment,
    Value,
    Open,
    Else,
    Close,
    Partial,
}
