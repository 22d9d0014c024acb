using HandlebarsDotNet;
using HandlebarsDotNet.PathStructure;

namespace Messaging.Templates.Rendering;

/// <summary>The state of one rendering: its budget, its language, and the place being evaluated. Used by one thread; never shared between renderings, unlike the compiled templates and the data.</summary>
internal sealed class RenderPass(RenderContext context, TimeProvider time)
{
    // Reading the clock is cheap but not free; a template that does little work is never slow by itself.
    private const int OperationsPerClockCheck = 256;

    private readonly long _started = time.GetTimestamp();
    private CompiledTemplate? _template;
    private TemplateSite? _site;
    private string _part = "";
    private LocaleFormat? _locale;
    private TimeZoneInfo? _zone;
    private int _steps;
    private int _operations;

    /// <summary>The language of dates and amounts.</summary>
    public LocaleFormat Locale => _locale ??= LocaleFormat.Find(context.Locale);

    /// <summary>The zone that times are shown in.</summary>
    public TimeZoneInfo Zone => _zone ??= FindZone();

    /// <summary>The currency to use where the template names none.</summary>
    public RenderContext Context => context;

    /// <summary>Whether the part being rendered is HTML.</summary>
    public bool IsHtml => _template?.IsHtml ?? false;

    /// <summary>The rendering that a frame of the engine belongs to.</summary>
    public static RenderPass Of(BindingContext frame) => ((RootNode)frame.Data[ChainSegment.Root]!).Pass;

    /// <summary>Begins a part.</summary>
    /// <param name="template">The compiled text.</param>
    /// <param name="part">Its name for messages, such as <c>email.de.html</c>.</param>
    public void Begin(CompiledTemplate template, string part)
    {
        _template = template;
        _part = part;
        _site = null;
    }

    /// <summary>Notes the place that is evaluated now.</summary>
    public void At(object? site)
    {
        _site = _template!.Sites[(int)site!];
        if (++_operations % OperationsPerClockCheck == 0 && time.GetElapsedTime(_started) > RenderLimits.Time)
        {
            throw Limit($"took longer than {RenderLimits.Time.TotalMilliseconds} ms");
        }
    }

    /// <summary>Counts one item, partial or helper.</summary>
    public void Step()
    {
        if (++_steps > RenderLimits.Steps)
        {
            throw Limit($"took more than {RenderLimits.Steps:N0} steps");
        }
    }

    /// <summary>Spaces that fit the part: no-break ones survive in HTML only, where they keep an amount on one line; in an SMS one of them would double the cost.</summary>
    public string WithSpaces(string text) => IsHtml
        ? text.Replace('\u202F', '\u00A0')
        : text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    /// <summary>A value passed on by a helper. One that is missing is given a name while it is known which of the helper's values it was.</summary>
    public object PassMissing(object? value, int argument) => value is MissingValue { IsDetached: false } ? value : new MissingValue(null, Written(argument), isWhole: true);

    /// <summary>The value that is needed here does not exist.</summary>
    public TemplateException Missing(object? value, int argument)
    {
        var path = value is MissingValue { IsDetached: false } missing ? missing.Path : Written(argument);
        return Fail(
            TemplateError.MissingValue,
            argument,
            $"'{path}' has no value. {(path.StartsWith("links.", StringComparison.Ordinal) ? "AddLinks(...) gives templates links.unsubscribe and links.preferences. " : "")}Add it to the data, or cover its absence: {{{{default {Written(argument)} \"…\"}}}} or {{{{#if {Written(argument)}}}}}…{{{{/if}}}}.",
            path);
    }

    /// <summary>The value given here is of the wrong kind. The message names the place, never the value.</summary>
    public TemplateException Bad(int argument, string message) =>
        Fail(TemplateError.BadValue, argument, Written(argument) is ['"' or '\'', ..] literal ? $"{literal} {message}" : $"'{Written(argument)}' {message}");

    /// <summary>The rendering is stopped.</summary>
    /// <param name="what">What was too much, such as <c>took more than 10,000 steps</c>.</param>
    /// <param name="innerException">What the engine reported, if it did.</param>
    public TemplateException Limit(string what, Exception? innerException = null) =>
        Fail(TemplateError.Limit, argument: -1, $"Rendering {what} and was stopped. Repeat fewer items, or show less.", innerException: innerException);

    private TimeZoneInfo FindZone() => TimeZoneInfo.TryFindSystemTimeZoneById(context.TimeZone, out var zone)
        ? zone
        : throw Bad(0, "cannot be shown, because the time zone to show it in is not known. Set the recipient's TimeZone to an IANA name such as Europe/Vienna.");

    private string Written(int argument) => _site is { } site && argument >= 0 && argument < site.Arguments.Count ? site.Arguments[argument].Text : "";

    private TemplateException Fail(TemplateError error, int argument, string message, string? value = null, Exception? innerException = null)
    {
        if (_site is null || _template is null)
        {
            return new TemplateException(error, $"{_part}: {message}", innerException) { Part = _part, Value = value };
        }

        var offset = argument >= 0 && argument < _site.Arguments.Count ? _site.Arguments[argument].Offset : _site.Offset;
        var (line, column) = _site.Part.Parsed.Source.PositionOf(offset);
        var place = _site.Part.Include is { } include ? $"{_part}, in '{include}'" : _part;
        return new TemplateException(error, $"{place}, line {line}, column {column}: {message}", innerException)
        {
            Part = _part,
            Value = value,
            Line = line,
            Column = column,
        };
    }
}
