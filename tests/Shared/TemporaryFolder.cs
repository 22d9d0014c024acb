namespace Messaging.TestTools;

/// <summary>A folder of its own for one test, deleted with all it holds when the test is over.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("messaging-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
