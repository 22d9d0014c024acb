namespace Messaging.Templates.Sources;

/// <summary>The templates described in code.</summary>
internal sealed class CodeTemplateSource : ITemplateSource, ICheckedTemplateSource, IIncludeSource
{
    private readonly Dictionary<string, TemplateVersion> _described = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TemplateVersion> _templates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ITemplateEngine _engine;
    private readonly List<string> _problems = [];

    public CodeTemplateSource(IEnumerable<TemplateRegistration> registrations, ITemplateEngine engine, TemplateIntake intake)
    {
        _engine = engine;
        var registered = registrations.ToList();
        foreach (var registration in registered)
        {
            _described.TryAdd(registration.Template.Code, registration.Template);
        }

        foreach (var registration in registered)
        {
            var contents = registration.Template.Contents.Select(c => Prepared(TemplateIncludes.Resolve(c, registration.Layout, FindAny), registration.Template.Code, intake)).ToList();
            _templates.TryAdd(registration.Template.Code, registration.Template with { Contents = contents, Version = TemplateHash.Of(contents) });
        }
    }

    public TemplateVersion? FindAny(string code) => _described.GetValueOrDefault(code);

    public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            _templates.TryGetValue(code, out var found) && found.Kind == TemplateKind.Message && (version is null || string.Equals(version, found.Version, StringComparison.Ordinal)) ? found : null);

    public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _templates.Values.Where(t => t.Kind == TemplateKind.Message).Select(t => t.Code)]);

    public IReadOnlyList<string> FindProblems() =>
    [
        .. _problems,
        .. from template in _templates.Values
           from content in template.Contents
           from problem in _engine.Validate(TemplateIncludes.AsChecked(content, template.Kind))
           select TemplateStartupCheck.Describe($"template '{template.Code}', {content.ShownName}.{problem.Part}", problem),
    ];

    private TemplateContent Prepared(TemplateContent content, string code, TemplateIntake intake)
    {
        try
        {
            return intake.Prepare(content);
        }
        catch (TemplateException e)
        {
            _problems.Add($"template '{code}': {e.Message}");
            return content;
        }
    }
}
