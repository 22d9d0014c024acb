namespace Messaging.Core.Tests.Templates.Sources;

/// <summary>A folder of templates that is gone after the test.</summary>
public abstract class TemplateFolderFixture : IDisposable
{
    protected string Root { get; } = Directory.CreateTempSubdirectory("templates-").FullName;

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    protected string Write(string path, byte[] bytes)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
        return full;
    }
}
