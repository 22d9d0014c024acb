namespace Messaging.Testing.Conformance;

/// <summary>What every store of templates must do. Run each case against a host whose services hold the store; they may share one database.</summary>
public static class TemplateStoreConformance
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase> Cases => TemplateCases.All;

    /// <summary>Runs one case by name.</summary>
    /// <param name="name">The name of the case.</param>
    /// <param name="services">The services of a host with the store.</param>
    public static Task RunAsync(string name, IServiceProvider services) =>
        Cases.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal)).Run(services);
}
