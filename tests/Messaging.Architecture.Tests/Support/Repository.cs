using Messaging.TestTools;

namespace Messaging.Architecture.Tests.Support;

/// <summary>The files of this repository.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["bin", "obj", "artifacts", "TestResults"];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root => RepositoryFolder.Root;

    /// <summary>A path inside the repository, with forward slashes.</summary>
    public static string Shown(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>All files of a kind below a folder, apart from what a build makes and what belongs to tools.</summary>
    /// <param name="pattern">Which, such as <c>*.cs</c>.</param>
    /// <param name="folder">The folder; the whole repository by default.</param>
    public static IReadOnlyList<string> Files(string pattern, string? folder = null)
    {
        var files = new List<string>();
        Collect(folder ?? Root, pattern, files);
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static void Collect(string folder, string pattern, List<string> files)
    {
        files.AddRange(Directory.EnumerateFiles(folder, pattern));
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (!name.StartsWith('.') && !Skipped.Contains(name, StringComparer.Ordinal))
            {
                Collect(child, pattern, files);
            }
        }
    }
}
