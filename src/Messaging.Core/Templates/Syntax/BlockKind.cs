namespace Messaging.Templates.Syntax;

internal enum BlockKind
{
    If,
    Unless,
    IfEquals,
    Each,
    With,
    Inline,

    /// <summary>A block whose opening tag is wrong; it is kept so that its closing tag is not reported too.</summary>
    Unknown,
}
