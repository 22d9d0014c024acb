using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Templates.Syntax;

namespace Messaging.Authoring.Reviewing;

/// <summary>One part of one content while it is looked at: its text with the layout around it and the partials it shows.</summary>
internal sealed class PartReview
{
    private const int MaxUses = 5_000;

    private readonly List<UsedVariable> _uses = [];
    private readonly IReadOnlyList<TextPart> _texts;
    private readonly TextPart _own;

    public PartReview(TemplateContent content, ContentPart part)
    {
        (Content, Part) = (content, part);
        (_texts, _own) = TextParts.Gather(part.Source, part.IsHtml, part.HasLayout ? content.Layout : null, content.Includes);
        AddUses(_texts[0], "", 0);
    }

    public TemplateContent Content { get; }

    public ContentPart Part { get; }

    /// <summary>The content's own text, as it was parsed.</summary>
    public ParsedTemplate Own => _own.Parsed;

    /// <summary>All its texts as they are written, the partials it shows included.</summary>
    public IEnumerable<string> Sources => _texts.Select(t => t.Parsed.Source.Text);

    /// <summary>The tags of all its texts, each with where it stands.</summary>
    public IEnumerable<(TemplateTag Tag, TextPart Text)> Tags => _texts.SelectMany(t => t.Parsed.Tags.Select(tag => (tag, t)));

    /// <summary>The variables it uses, with the paths from the root of the data.</summary>
    public IReadOnlyList<UsedVariable> Uses => _uses;

    /// <summary>A finding about a place in one of its texts.</summary>
    public TemplateFinding Find(FindingLevel level, string code, string message, TextPart? text = null, int? offset = null)
    {
        var isOwn = text is null || text == _own;
        var place = offset is { } at ? (text ?? _own).Parsed.Source.PositionOf(at) : default((int Line, int Column)?);
        return new TemplateFinding(level, code, isOwn ? message : $"In '{text!.Include}': {message}")
        {
            Content = new ContentKey(Content.Channel, Content.Locale, Content.Variant), Part = Part.Name, Line = place?.Line, Column = place?.Column,
        };
    }

    private void AddUses(TextPart text, string? prefix, int depth)
    {
        if (depth > RenderLimits.PartialDepth)
        {
            return;
        }

        foreach (var variable in text.Parsed.Variables.TakeWhile(_ => _uses.Count < MaxUses))
        {
            if ((variable.IsAbsolute ? variable.Path : VariableCollector.Join(prefix, variable.Path)) is { Length: > 0 } path)
            {
                _uses.Add(new UsedVariable(path, variable.IsRequired, text, variable.Offset));
            }
        }

        foreach (var shown in text.Parsed.Includes.TakeWhile(_ => _uses.Count < MaxUses))
        {
            var include = text != _own && shown.Name == TextParts.Body ? _own : _texts.FirstOrDefault(t => string.Equals(t.Include, shown.Name, StringComparison.OrdinalIgnoreCase));
            if (include is not null)
            {
                AddUses(include, VariableCollector.Join(prefix, shown.Path), depth + 1);
            }
        }
    }
}
