namespace Messaging.EntityFramework.Store;

/// <summary>Where the file of a SQLite connection is, and whether SQLite can keep it there.</summary>
internal static class SqliteFile
{
    private const string DataDirectory = "|DataDirectory|";
    private const string MountTable = "/proc/self/mountinfo";

    private static readonly HashSet<string> Remote = new(["nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "fuse.sshfs", "fuse.glusterfs"], StringComparer.Ordinal);

    /// <summary>The full path of the file, or null for a database that has none or is named by a URI.</summary>
    public static string? PathOf(string dataSource)
    {
        if (dataSource.Length == 0 || dataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || dataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (IsUnc(dataSource))
        {
            return dataSource;
        }

        // As the driver finds it (learn.microsoft.com/dotnet/standard/data/sqlite/connection-strings).
        var folder = AppDomain.CurrentDomain.GetData("DataDirectory") as string;
        var path = dataSource.StartsWith(DataDirectory, StringComparison.OrdinalIgnoreCase)
            ? Path.Combine(folder ?? AppContext.BaseDirectory, dataSource[DataDirectory.Length..].TrimStart('/', '\\'))
            : Path.Combine(folder ?? "", dataSource);
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>What is wrong with the place, or null.</summary>
    public static string? FindFault(string path) => IsUnc(path)
        ? "a network share"
        : OperatingSystem.IsLinux() && File.Exists(MountTable) && FileSystemOf(path, File.ReadLines(MountTable)) is { } kind && Remote.Contains(kind)
            ? $"a network file system ({kind})"
            : null;

    /// <summary>The kind of file system a path is on.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="mounts">The lines of <c>/proc/self/mountinfo</c> (man 5 proc_pid_mountinfo). A later mount hides an earlier one at the same place.</param>
    public static string? FileSystemOf(string path, IEnumerable<string> mounts)
    {
        var (longest, kind) = (0, (string?)null);
        foreach (var line in mounts)
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 5 || separator + 1 >= fields.Length)
            {
                continue;
            }

            var point = Unescape(fields[4]).TrimEnd('/') + "/";
            if (point.Length >= longest && path.StartsWith(point, StringComparison.Ordinal))
            {
                (longest, kind) = (point.Length, fields[separator + 1]);
            }
        }

        return kind;
    }

    private static bool IsUnc(string path) => path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal);

    private static string Unescape(string field) => field.Contains('\\', StringComparison.Ordinal)
        ? field.Replace(@"\040", " ", StringComparison.Ordinal).Replace(@"\011", "\t", StringComparison.Ordinal).Replace(@"\134", @"\", StringComparison.Ordinal)
        : field;
}
