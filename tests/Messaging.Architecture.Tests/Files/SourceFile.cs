using System.Text.RegularExpressions;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Files;

/// <summary>A source file of a package, read as the house style writes it: a file-scoped namespace, and types that begin at the margin.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(Package package, string path)
    {
        Package = package;
        Path = path;
        Lines = File.ReadAllLines(path);
        Namespace = Lines.Select(l => NamespaceLine().Match(l)).FirstOrDefault(m => m.Success)?.Groups["name"].Value ?? "";
        Types = [.. Lines.Select(l => TypeLine().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)];
    }

    public static IReadOnlyList<SourceFile> All { get; } = [.. Package.All.SelectMany(p => Repository.Files("*.cs", p.Folder).Select(f => new SourceFile(p, f)))];

    public Package Package { get; }

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    public string Namespace { get; }

    /// <summary>The names of the types it declares, without those nested in them.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The name of the type it is named after: what stands before the first dot.</summary>
    public string Subject => System.IO.Path.GetFileName(Path).Split('.')[0];

    /// <summary>The namespace that its folder stands for.</summary>
    public string ExpectedNamespace
    {
        get
        {
            var folder = System.IO.Path.GetRelativePath(Package.Folder, System.IO.Path.GetDirectoryName(Path)!).Replace('\\', '/');
            return folder == "." ? Package.RootNamespace : $"{Package.RootNamespace}.{folder.Replace('/', '.')}";
        }
    }

    public override string ToString() => Repository.Shown(Path);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^((public|internal|file|static|sealed|abstract|readonly|ref|partial|unsafe) )*(class|struct|interface|enum|record( class| struct)?|delegate [\w<>?,\[\] ]+) (?<name>\w+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypeLine();
}
