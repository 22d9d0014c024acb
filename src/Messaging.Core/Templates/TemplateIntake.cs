namespace Messaging.Templates;

/// <summary>What happens to a template between its author and the catalog. Thread-safe.</summary>
internal sealed class TemplateIntake(IEnumerable<ITemplateBodyFormat> formats, IEnumerable<ITemplatePreparation> preparations)
{
    private readonly ITemplateBodyFormat[] _formats = [.. formats];
    private readonly ITemplatePreparation[] _preparations = [.. preparations];

    /// <summary>Changes nothing.</summary>
    public static TemplateIntake None { get; } = new([], []);

    /// <summary>The format of a name, or null.</summary>
    public ITemplateBodyFormat? Format(string name) => Array.Find(_formats, f => f.Name == name);

    /// <summary>Turns the text of a file that is written in a format into HTML.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? ReadFormat(ITemplateBodyFormat? format, ref string text)
    {
        try
        {
            text = format is null ? text : format.ToHtml(text);
            return null;
        }
        catch (TemplateException e)
        {
            return e.Message;
        }
    }

    /// <summary>Runs all preparations.</summary>
    /// <exception cref="TemplateException">The content is not in order.</exception>
    public TemplateContent Prepare(TemplateContent content) => _preparations.Aggregate(content, static (prepared, next) => next.Prepare(prepared));
}
