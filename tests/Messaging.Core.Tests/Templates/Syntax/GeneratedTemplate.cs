namespace Messaging.Core.Tests.Templates.Syntax;

/// <summary>Writes random templates over <see cref="BareHandlebars.Data"/>: well-formed ones from a grammar, and broken ones by damaging those.</summary>
internal sealed class GeneratedTemplate
{
    private const int MaxDepth = 2;

    private static readonly string[] Texts =
        ["Hello ", "\n", " & <b>", "\n  ", "{ x }", "a}b ", "\\ ", "\\{{ ", "\\\\", "Grüße, ", "\r\n", "\t", "50 % ", "x\n\n", "[a] ", "it's \"so\" ", "{ ", "~"];

    private static readonly string[] Names =
    [
        "name", "patient.firstName", "patient/address.street", "TÊN", "MÃ_BOOKING", "[Họ tên]", "this.name", "./name", "@root.name", "items.0.name", "items.[1].name", "count", "amount",
    ];

    private static readonly string[] Conditions = ["name", "yes", "no", "nothing", "patient.nothing", "count", "zero", "items", "none", "nothing.at.all", "blank"];

    private static readonly string[] Letters =
    [
        "{", "}", "{{", "}}", "#", "/", "~", " ", "\"", "'", "(", ")", ".", "|", "!", "-", "\\", "=", "^", "&", ">", "*", "else", "{{else}}", "{{/if}}", "{{#if name}}", "1", "@", "[", "]", "é", "\n",
    ];

    private readonly Random _random;
    private readonly List<string> _pieces = [];
    private readonly bool _hasPartial;

    public GeneratedTemplate(int seed)
    {
        _random = new Random(seed);
        _hasPartial = Chance(4);
        if (_hasPartial)
        {
            _pieces.AddRange(["{{#*inline \"card\"}}", "[{{this}}]", "{{/inline}}"]);
        }

        Body(0, Names);
    }

    public string WellFormed => string.Concat(_pieces);

    /// <summary>The template with a tag of a block lost, repeated or moved.</summary>
    public string WithDamagedBlocks()
    {
        var pieces = _pieces.ToList();
        var tags = Enumerable.Range(0, pieces.Count).Where(i => IsBlockTag(pieces[i])).ToList();
        if (tags.Count == 0)
        {
            return string.Concat(pieces) + "{{/if}}";
        }

        var at = tags[_random.Next(tags.Count)];
        var tag = pieces[at];
        if (!Chance(3))
        {
            pieces.RemoveAt(at);
        }

        if (Chance(2))
        {
            pieces.Insert(_random.Next(pieces.Count + 1), tag);
        }

        return string.Concat(pieces);
    }

    /// <summary>The template with a few characters lost or put in.</summary>
    public string WithDamagedLetters()
    {
        var text = WellFormed;
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var at = _random.Next(text.Length + 1);
            text = text.Remove(at, Math.Min(_random.Next(3), text.Length - at)).Insert(at, Chance(3) ? "" : Pick(Letters));
        }

        return text;
    }

    private static bool IsBlockTag(string piece) => piece.TrimStart('{', '~') is ['#' or '/', ..] or ['e', 'l', 's', 'e', ..] && piece.StartsWith("{{", StringComparison.Ordinal);

    private void Body(int depth, string[] names)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            _pieces.Add(Pick(Texts) + (Chance(8) ? "!" : ""));
            Item(depth, names);
        }
    }

    private void Item(int depth, string[] names)
    {
        switch (_random.Next(depth < MaxDepth ? 12 : 6))
        {
            case 0:
                _pieces.Add(Pick("{{! note }}", "{{!-- a }} note --}}", "{{~! x }}"));
                break;
            case 1:
                _pieces.Add(Pick("{{currency @root.amount}}", "{{currency @root.count \"EUR\"}}", "{{date @root.due 'long'}}", "{{{date @root.due \"dd.MM.yyyy\"}}}"));
                break;
            case 2:
                _pieces.Add(Pick("{{ default nothing \"a \\\"b\\\"\" }}", "{{default (lookup @root.patient \"firstName\") 'x'}}"));
                break;
            case 3 when _hasPartial:
                _pieces.Add(Pick("x{{> card @root.name}}", "x{{> \"card\" @root.count}}", "\n{{> card @root.name}}\n"));
                break;
            case < 6:
                Value(Pick(names));
                break;
            case < 9:
                Condition(depth, names);
                break;
            case 9:
                Tag("#with @root.patient");
                Body(depth + 1, depth == 0 ? ["firstName", "address.street", "../name", "this.firstName"] : ["firstName", "@root.name"]);
                Tag("/with");
                break;
            default:
                Loop(depth);
                break;
        }
    }

    private void Value(string name) => _pieces.Add(_random.Next(6) switch
    {
        0 => $"{{{{{{{name}}}}}}}",
        1 => $"{{{{~ {name} ~}}}}",
        2 => $"{{{{ {name}\n}}}}",
        _ => $"{{{{{name}}}}}",
    });

    private void Condition(int depth, string[] names)
    {
        var (open, close) = _random.Next(3) switch
        {
            0 => ("#if @root." + Pick(Conditions), "/if"),
            1 => ("#unless @root." + Pick(Conditions), "/unless"),
            _ => ("#ifEquals @root.count " + Pick("3", "\"3\"", "@root.amount", "7"), "/ifEquals"),
        };
        Tag(open);
        Body(depth + 1, names);
        if (Chance(3))
        {
            Tag("else if @root." + Pick(Conditions));
            Body(depth + 1, names);
        }

        if (Chance(2))
        {
            Tag("else");
            Body(depth + 1, names);
        }

        Tag(close);
    }

    private void Loop(int depth)
    {
        var isNamed = Chance(3);
        Tag(Pick("#each @root.items", "#each @root.none") + (isNamed ? " as |item i|" : ""));
        Body(depth + 1, isNamed ? ["item.name", "i", "name", "@index"] : depth == 0 ? ["name", "qty", "../name", "@index"] : ["name", "@index", "@root.name"]);
        if (Chance(3))
        {
            Tag("else");
            _pieces.Add("nothing here");
        }

        Tag("/each");
    }

    private void Tag(string content)
    {
        if (Chance(4))
        {
            _pieces.Add("\n");
        }

        // The space before ~ keeps a number apart from it, which Handlebars.Net would read as part of the number.
        _pieces.Add((Chance(8) ? "{{~" : "{{") + content + (Chance(8) ? " ~}}" : "}}"));
        if (Chance(4))
        {
            _pieces.Add("\n");
        }
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];
}
