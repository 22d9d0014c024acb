namespace Messaging.Templates.Rendering;

/// <summary>The names that the rewritten template calls back by. Authors cannot call these: their own helper names are checked before.</summary>
internal static class EngineCall
{
    public const string Show = "show";
    public const string Is = "is";
    public const string Not = "not";
    public const string IsEqual = "equals";
    public const string Items = "items";
    public const string ItemsOrNone = "itemsOrNone";
    public const string Scope = "scope";
    public const string ScopeOrNone = "scopeOrNone";
    public const string Enter = "enter";

    // The engine restores its own lookup on every compilation.
    public const string Lookup = "pick";
}
