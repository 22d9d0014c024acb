namespace Messaging.SystemTemplates;

/// <summary>The files in this assembly.</summary>
internal static class ShippedFiles
{
    public static IReadOnlyList<string> Names { get; } = [.. typeof(ShippedFiles).Assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The text of a file, by its path.</summary>
    public static string Read(string name)
    {
        var assembly = typeof(ShippedFiles).Assembly;
        var resource = Array.Find(assembly.GetManifestResourceNames(), n => n.Replace('\\', '/') == name)!;
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
