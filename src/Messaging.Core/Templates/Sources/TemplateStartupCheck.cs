using Microsoft.Extensions.Hosting;

namespace Messaging.Templates.Sources;

/// <summary>Checks all templates from code and folders when the host starts, before anything is sent.</summary>
internal sealed class TemplateStartupCheck(IEnumerable<ITemplateSource> sources) : IHostedLifecycleService
{
    private const int MaxShown = 20;

    /// <summary>The error that lists problems.</summary>
    public static MessagingConfigurationException Failed(IReadOnlyList<string> problems)
    {
        var shown = string.Join(Environment.NewLine, problems.Take(MaxShown));
        var more = problems.Count > MaxShown ? $"{Environment.NewLine}(and {problems.Count - MaxShown} more)" : "";
        return new MessagingConfigurationException($"{(problems.Count == 1 ? "A template is" : "Templates are")} not in order. Correct what is listed here:{Environment.NewLine}{shown}{more}");
    }

    /// <summary>A problem as one line, in the form that editors and build tools make a link of.</summary>
    public static string Describe(string place, TemplateProblem problem) =>
        problem.Line is null ? $"{place}: {problem.Message}" : $"{place}({problem.Line},{problem.Column}): {problem.Message}";

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var problems = sources.OfType<ICheckedTemplateSource>().SelectMany(s => s.FindProblems()).ToList();
        return problems.Count == 0 ? Task.CompletedTask : throw Failed(problems);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
