namespace Messaging.Pages;

/// <summary>HTML that may be sent as it is. Made from interpolated text only, whose values are encoded unless they are HTML themselves.</summary>
internal readonly struct Html
{
    private readonly string? _source;

    private Html(string source) => _source = source;

    public static Html Of(HtmlInterpolation text) => new(text.ToSource());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.ToSource())));

    /// <summary>Text that holds no value, such as the style sheet.</summary>
    public static Html Literal(string source) => new(source);

    public string ToSource() => _source ?? "";
}
