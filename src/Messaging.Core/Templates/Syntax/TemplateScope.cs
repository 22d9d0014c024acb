namespace Messaging.Templates.Syntax;

/// <summary>A place in a template that names are looked up from. Every scope is one frame of the renderer.</summary>
internal sealed class TemplateScope(TemplateScope? parent, ScopeKind kind, string? path, IReadOnlyList<string> aliases)
{
    /// <summary>The scope around this one, or null at the root of the text or of a partial.</summary>
    public TemplateScope? Parent => parent;

    /// <summary>The path of the value names are looked up in, from the root of the text or partial, or null when only rendering can tell.</summary>
    public string? Path => path;

    /// <summary>The names given with <c>as |item index|</c>.</summary>
    public IReadOnlyList<string> Aliases => aliases;

    /// <summary>Whether <c>../</c> leads past it. The <c>{{else}}</c> of a loop is a frame to the renderer but shows the same value as what surrounds it.</summary>
    public bool IsTransparent => kind == ScopeKind.EachElse;

    /// <summary>Whether loop variables have a value here; inside a partial that depends on where it is used.</summary>
    public bool IsInLoop => kind is ScopeKind.Each or ScopeKind.Partial || (parent?.IsInLoop ?? false);

    public static string? Append(string? path, string segment)
    {
        if (path is null)
        {
            return null;
        }

        var isIndex = segment.Length > 0 && segment.All(char.IsAsciiDigit);
        return isIndex ? path + "[]" : path.Length == 0 ? segment : $"{path}.{segment}";
    }
}
