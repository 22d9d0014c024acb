using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Messaging.Architecture.Tests.Support;

/// <summary>A package of this repository: its project below <c>src</c> and the assembly built from it.</summary>
internal sealed class Package
{
    private Package(string folder)
    {
        Folder = folder;
        Name = Path.GetFileName(folder);
        Project = XDocument.Load(Path.Combine(folder, Name + ".csproj"));
        Assembly = Assembly.Load(new AssemblyName(Name));
        RootNamespace = Project.Descendants("RootNamespace").FirstOrDefault()?.Value ?? "Messaging";
        Types = [.. Assembly.GetTypes().Where(IsOurs)];
    }

    public static IReadOnlyList<Package> All { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src")).Where(d => File.Exists(Path.Combine(d, Path.GetFileName(d) + ".csproj"))).Order(StringComparer.Ordinal).Select(d => new Package(d))];

    public static Package Core { get; } = All.Single(p => p.Name == "Messaging.Core");

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Names => [.. All.Select(p => p.Name)];

    public string Name { get; }

    public string Folder { get; }

    public XDocument Project { get; }

    public Assembly Assembly { get; }

    public string RootNamespace { get; }

    /// <summary>The types written by hand, nested ones included, without what compilers and generators add.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>The types that users of the package see.</summary>
    public IEnumerable<Type> PublicTypes => Types.Where(t => t.IsVisible);

    public static Package Named(string name) => All.Single(p => p.Name == name);

    /// <summary>The values of one kind of item in the project file.</summary>
    public IReadOnlyList<string> Items(string kind) => [.. Project.Descendants(kind).Select(e => e.Attribute("Include")!.Value)];

    private static bool IsOurs(Type type)
    {
        for (var t = type; t is not null; t = t.DeclaringType)
        {
            var isGenerated = t.Name.StartsWith('<') || t.Name.StartsWith("__", StringComparison.Ordinal) || t.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
            if (isGenerated || (t.DeclaringType is null && t.Namespace?.StartsWith("Messaging", StringComparison.Ordinal) != true))
            {
                return false;
            }
        }

        return true;
    }
}
