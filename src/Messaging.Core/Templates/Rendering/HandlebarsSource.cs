using System.Globalization;
using System.Text;
using Messaging.Templates.Syntax;

namespace Messaging.Templates.Rendering;

/// <summary>
/// Rewrites a parsed template for the engine. Plain text stays as it is; every value goes through a helper of ours, with the number of its place as first argument, and every path is spelled out.
/// </summary>
/// <remarks>
/// Left to itself the engine finds a helper before a value of the same name, takes a member called <c>value</c> or <c>first</c> for a loop variable, knows only the last part of a missing path,
/// and reports no position. It also forgets to escape HTML in a partial that is indented, so the indentation of partials is left out.
/// </remarks>
internal sealed class HandlebarsSource
{
    private readonly TextPart _part;
    private readonly string _text;
    private readonly StringBuilder _result = new();
    private readonly List<TemplateSite> _sites;
    private readonly Dictionary<string, string> _partials = new(StringComparer.Ordinal);
    private readonly Func<string, string> _includes;
    private int _position;

    private HandlebarsSource(TextPart part, string prefix, Func<string, string> includes, List<TemplateSite> sites)
    {
        (_part, _text, _includes, _sites) = (part, part.Parsed.Source.Text, includes, sites);
        foreach (var definition in part.Parsed.Tags.Where(t => t is { Kind: TagKind.Open, Block: BlockKind.Inline }))
        {
            _partials.Add(definition.Partial, $"{prefix}p{_partials.Count}");
        }
    }

    /// <summary>The texts for the engine, each with the name that others show it by, and the places their first arguments refer to.</summary>
    /// <param name="parts">The texts, the outermost first.</param>
    public static (IReadOnlyList<(string Name, string Text)> Sources, IReadOnlyList<TemplateSite> Sites) Write(IReadOnlyList<TextPart> parts)
    {
        var sites = new List<TemplateSite>();
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < parts.Count; i++)
        {
            names[parts[i].Include ?? TextParts.Body] = NameOf(i);
        }

        var sources = parts.Select((part, i) => (NameOf(i), new HandlebarsSource(part, i == 0 ? "" : NameOf(i), shown => names[shown], sites).Write())).ToList();
        return (sources, sites);
    }

    private static string NameOf(int index) => string.Create(CultureInfo.InvariantCulture, $"t{index}");

    private string Write()
    {
        foreach (var tag in _part.Parsed.Tags)
        {
            Write(tag);
        }

        return _result.Append(_text, _position, _text.Length - _position).ToString();
    }

    private void Write(TemplateTag tag)
    {
        var indent = tag.Kind == TagKind.Partial ? Indent.Before(_text, _position, tag.Raw) : 0;
        _result.Append(_text, _position, tag.Raw.Start - indent - _position);
        var isTriple = tag.Raw.IsTriple && tag.Kind == TagKind.Value;
        _result.Append(isTriple ? "{{{" : "{{").Append(tag.Raw.TrimBefore ? "~" : "").Append(Content(tag))
            .Append(tag.Raw.TrimAfter && tag.Kind != TagKind.Comment ? " ~" : "").Append(isTriple ? "}}}" : "}}");
        _position = tag.Raw.End;
    }

    private string Content(TemplateTag tag) => tag.Kind switch
    {
        TagKind.Comment => "!",
        TagKind.Value => Call(EngineCall.Show, tag.Raw.Start, tag.Arguments),
        TagKind.Open when tag.Block == BlockKind.Inline => $"#*inline \"{_partials[tag.Partial]}\"",
        TagKind.Open => Opening(tag),
        TagKind.Else when tag.Block is null => "else",
        TagKind.Else => $"else if ({Call(tag.Block == BlockKind.IfEquals ? EngineCall.IsEqual : tag.Block == BlockKind.If ? EngineCall.Is : EngineCall.Not, tag)})",
        TagKind.Close => tag.Block switch
        {
            BlockKind.Inline => "/inline",
            BlockKind.Each => "/each",
            BlockKind.With => "/with",
            BlockKind.Unless => "/unless",
            _ => "/if",
        },
        _ => $"> {_partials.GetValueOrDefault(tag.Partial) ?? _includes(tag.Partial)} ({Call(EngineCall.Enter, tag)})",
    };

    private string Opening(TemplateTag tag) => tag.Block switch
    {
        BlockKind.Each => $"#each ({Call(tag.HasElse ? EngineCall.ItemsOrNone : EngineCall.Items, tag)})",
        BlockKind.With => $"#with ({Call(tag.HasElse ? EngineCall.ScopeOrNone : EngineCall.Scope, tag)})",
        BlockKind.IfEquals => $"#if ({Call(EngineCall.IsEqual, tag)})",
        BlockKind.Unless => $"#unless ({Call(EngineCall.Is, tag)})",
        _ => $"#if ({Call(EngineCall.Is, tag)})",
    };

    private string Call(string helper, TemplateTag tag) => Call(helper, tag.Raw.Start, tag.Arguments);

    private string Call(string helper, int offset, IReadOnlyList<TemplateExpression> arguments)
    {
        _sites.Add(new TemplateSite(_part, offset, arguments.Select(a => new SiteArgument(a.Offset, Written(a))).ToList()));
        var call = new StringBuilder(helper).Append(' ').Append((_sites.Count - 1).ToString(CultureInfo.InvariantCulture));
        foreach (var argument in arguments)
        {
            call.Append(' ').Append(Value(argument));
        }

        return call.ToString();
    }

    private string Value(TemplateExpression expression) => expression switch
    {
        PathExpression path => Path(path),
        CallExpression call => $"({Call(call.Helper == "lookup" ? EngineCall.Lookup : call.Helper, call.Offset, call.Arguments)})",
        LiteralExpression literal => literal.Source,
        _ => throw new InvalidOperationException("Unknown expression."),
    };

    private static string Path(PathExpression path)
    {
        var up = string.Concat(Enumerable.Repeat("../", path.Up));
        var start = path.Variable is null ? up + "this" : $"@{up}{path.Variable}";
        return start + string.Concat(path.Segments.Select(s => $".[{s}]"));
    }

    private static string Written(TemplateExpression expression) => expression switch
    {
        PathExpression path => path.Text,
        CallExpression call => $"({call.Helper} …)",
        LiteralExpression literal => literal.Source,
        _ => "",
    };
}
