namespace Messaging.Templates.Sources;

/// <summary>The templates described in code.</summary>
internal sealed class CodeTemplateSource : ITemplateSource, ICheckedTemplateSource
{
    private readonly Dictionary<string, TemplateVersion> _templates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ITemplateEngine _engine;
    private readonly List<string> _problems = [];

    public CodeTemplateSource(IEnumerable<TemplateRegistration> registrations, ITemplateEngine engine, TemplateIntake intake)
    {
        _engine = engine;
        foreach (var registration in registrations)
        {
            _templates.TryAdd(registration.Template.Code, Prepared(registration.Template, intake));
        }
    }

    public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_templates.TryGetValue(code, out var found) && (version is null || string.Equals(version, found.Version, StringComparison.Ordinal)) ? found : null);

    public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _templates.Keys]);

    public IReadOnlyList<string> FindProblems() =>
    [
        .. _problems,
        .. from template in _templates.Values
           from content in template.Contents
           from problem in _engine.Validate(content)
           let name = content.Locale.Length == 0 ? content.Channel.Value : $"{content.Channel}.{content.Locale}"
           select TemplateStartupCheck.Describe($"template '{template.Code}', {name}.{problem.Part}", problem),
    ];

    private TemplateVersion Prepared(TemplateVersion template, TemplateIntake intake)
    {
        try
        {
            var contents = template.Contents.Select(intake.Prepare).ToList();
            return template with { Contents = contents, Version = TemplateHash.Of(contents) };
        }
        catch (TemplateException e)
        {
            _problems.Add($"template '{template.Code}': {e.Message}");
            return template;
        }
    }
}
