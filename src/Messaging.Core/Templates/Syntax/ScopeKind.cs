namespace Messaging.Templates.Syntax;

internal enum ScopeKind
{
    Root,
    Partial,
    Each,
    EachElse,
    With,
}
