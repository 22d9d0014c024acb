using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Api;

/// <summary>What users of a package see changes only on purpose: <c>src/&lt;Package&gt;/api.approved.txt</c> lists it, and a review sees every change of that file.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "MESSAGING_ACCEPT_API";

    public static TheoryData<string> Packages => Package.Names;

    [Theory]
    [MemberData(nameof(Packages))]
    public void Api_IsTheApprovedOne(string name)
    {
        var package = Package.Named(name);
        var approvedFile = Path.Combine(package.Folder, "api.approved.txt");
        var received = ApiListing.Of(package);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            File.WriteAllText(approvedFile, received);
        }

        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (string.Equals(approved, received, StringComparison.Ordinal))
        {
            return;
        }

        var receivedFile = Path.Combine(AppContext.BaseDirectory, $"{name}.received.txt");
        File.WriteAllText(receivedFile, received);
        Assert.Fail($"""
            The public API of {name} is not the approved one:
            {string.Join('\n', Differences(approved, received))}
            The whole of it is in {receivedFile}.
            If the change is meant, run these tests again with {Accept}=1 in the environment and commit {Repository.Shown(approvedFile)}.
            """);
    }

    // Listings are in order, so a line that only one of them has is what changed.
    private static IEnumerable<string> Differences(string approved, string received)
    {
        var (before, after) = (approved.Split('\n'), received.Split('\n'));
        var gone = Extra(before, after).Select(l => "- " + l);
        var added = Extra(after, before).Select(l => "+ " + l);
        return gone.Concat(added).Take(50);
    }

    private static IEnumerable<string> Extra(string[] lines, string[] others)
    {
        var counts = others.CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            counts[line] = counts.GetValueOrDefault(line) - 1;
            if (counts[line] < 0)
            {
                yield return line;
            }
        }
    }
}
