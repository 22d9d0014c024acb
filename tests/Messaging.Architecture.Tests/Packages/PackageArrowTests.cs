using System.Reflection;
using System.Runtime.CompilerServices;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Packages;

/// <summary>Everything points to Messaging.Core, and nothing else points anywhere but the two databases to Messaging.EntityFramework, which the test kit may see too.</summary>
public sealed class PackageArrowTests
{
    private static readonly HashSet<string> Runtime =
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(f => Path.GetFileNameWithoutExtension(f)!).ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string> Packages => Package.Names;

    [Theory]
    [MemberData(nameof(Packages))]
    public void ProjectFile_PointsOnlyWhereItMay(string name)
    {
        var (package, rule) = (Package.Named(name), PackageRule.For(name));
        var projects = package.Items("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/'))).Where(p => !rule.AllowsProject(p));
        var packages = package.Items("PackageReference").Concat(package.Items("FrameworkReference")).Where(p => !rule.AllowsPackage(p));
        Rule.Holds($"{name}.csproj may not refer to:", projects.Concat(packages));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Assembly_UsesOnlyWhatItMay(string name)
    {
        var rule = PackageRule.For(name);
        var used = Package.Named(name).Assembly.GetReferencedAssemblies().Select(a => a.Name!);
        Rule.Holds($"The code of {name} may not use:", used.Where(a => !Runtime.Contains(a) && !rule.AllowsAssembly(a)));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Internals_AreSeenByTestsAndTheStoreOnly(string name)
    {
        var friends = Package.Named(name).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName);
        Rule.Holds(
            $"Internals of {name} are for its tests, those of Core for the stores, and those of the store for its driver of SQLite. What another package needs is public:",
            friends.Where(f => !f.EndsWith(".Tests", StringComparison.Ordinal) && f is not ("Messaging.Bench" or "Messaging.Reliability.Host")
                && (name, f) is not (("Messaging.Core", "Messaging.EntityFramework" or "Messaging.PostgreSql") or ("Messaging.EntityFramework", "Messaging.Sqlite"))));
    }

    [Fact]
    public void Packages_AreAllInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Messaging.sln"));
        Rule.Holds("Messaging.sln lacks:", Package.All.Select(p => p.Name).Where(n => !solution.Contains($"\"{n}\"", StringComparison.Ordinal)));
    }
}
