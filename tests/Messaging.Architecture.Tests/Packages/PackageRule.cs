namespace Messaging.Architecture.Tests.Packages;

/// <summary>What one package may point to. A name that ends in <c>*</c> stands for all that begin so.</summary>
/// <param name="Package">The package.</param>
/// <param name="Projects">The other packages of this repository.</param>
/// <param name="Packages">The packages of others, as the project file names them.</param>
/// <param name="Assemblies">Further assemblies that these bring, and that the code uses.</param>
internal sealed record PackageRule(string Package, string[] Projects, string[] Packages, string[] Assemblies)
{
    private const string Core = "Messaging.Core";
    private const string Extensions = "Microsoft.Extensions.*";
    private const string Framework = "Microsoft.EntityFrameworkCore";

    private static readonly PackageRule[] Rules =
    [
        new(Core, [], [Extensions, "AngleSharp", "Handlebars.Net", "Polly.Core"], ["Handlebars"]),
        new("Messaging.EntityFramework", [Core], [Extensions, "Microsoft.EntityFrameworkCore.Relational"], [Framework, "Microsoft.EntityFrameworkCore.Abstractions"]),
        new(
            "Messaging.Sqlite", [Core, "Messaging.EntityFramework"], ["Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCLRaw.*"],
            [Framework, "Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.Sqlite", Extensions]),
        new(
            "Messaging.PostgreSql", [Core, "Messaging.EntityFramework"], ["Npgsql.EntityFrameworkCore.PostgreSQL", "Npgsql"],
            [Framework, "Microsoft.EntityFrameworkCore.Relational", Extensions]),
        new("Messaging.Providers.Firebase", [Core], [Extensions, "Google.Apis.Auth"], ["Google.Apis", "Google.Apis.Core"]),
        new("Messaging.Providers.*", [Core], [Extensions], []),
        new("Messaging.AspNetCore", [Core], [Extensions, "Microsoft.AspNetCore.*"], ["Microsoft.Net.Http.Headers", "System.Threading.RateLimiting"]),
        new("Messaging.Testing", [Core, "Messaging.EntityFramework"], [Extensions], []),
        new("Messaging.Templates", [Core], [Extensions, "AngleSharp", "Markdig"], []),
        new("Messaging.*", [Core], [Extensions], []),
    ];

    /// <summary>The rule of a package.</summary>
    public static PackageRule For(string package) => Array.Find(Rules, r => Matches(r.Package, package))!;

    public bool AllowsProject(string name) => Projects.Any(p => Matches(p, name));

    public bool AllowsPackage(string name) => Packages.Any(p => Matches(p, name));

    public bool AllowsAssembly(string name) => AllowsProject(name) || AllowsPackage(name) || Assemblies.Any(a => Matches(a, name));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : string.Equals(pattern, name, StringComparison.Ordinal);
}
