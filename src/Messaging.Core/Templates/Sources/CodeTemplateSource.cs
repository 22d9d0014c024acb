namespace Messaging.Templates.Sources;

/// <summary>The templates described in code.</summary>
internal sealed class CodeTemplateSource : ITemplateSource, ICheckedTemplateSource
{
    private readonly Dictionary<string, TemplateVersion> _templates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ITemplateEngine _engine;

    public CodeTemplateSource(IEnumerable<TemplateRegistration> registrations, ITemplateEngine engine)
    {
        _engine = engine;
        foreach (var registration in registrations)
        {
            _templates.TryAdd(registration.Template.Code, registration.Template);
        }
    }

    public ValueTask<TemplateVersion?> FindAsync(string tenant, string code, string? version, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_templates.TryGetValue(code, out var found) && (version is null || string.Equals(version, found.Version, StringComparison.Ordinal)) ? found : null);

    public ValueTask<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>([.. _templates.Keys]);

    public IReadOnlyList<string> FindProblems() =>
    [
        .. from template in _templates.Values
           from content in template.Contents
           from problem in _engine.Validate(content)
           let name = content.Locale.Length == 0 ? content.Channel.Value : $"{content.Channel}.{content.Locale}"
           select TemplateStartupCheck.Describe($"template '{template.Code}', {name}.{problem.Part}", problem),
    ];
}
