using System.Text.RegularExpressions;
using Messaging.Channels;
using Messaging.Providers.Firebase;
using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Tests.Firebase;

/// <summary>What the page on push says is so.</summary>
public sealed partial class FirebaseDocumentationTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "firebase.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Page_TableOfOptions_ListsEachOnce()
    {
        var documented = OptionRow().Matches(Page.Split("## Options")[1].Split("\n## ")[0]).Select(m => m.Groups["name"].Value);
        Assert.Equal(typeof(FirebaseOptions).GetProperties().Select(p => p.Name), documented);
    }

    [Fact]
    public void Page_Examples_AreTheCodeOfThisTest()
    {
        var messaging = new ServiceCollection().AddMessaging();
        messaging.AddFirebase(o =>
        {
            o.CredentialsFile = "service-account.json";
            o.TimeToLive = TimeSpan.FromHours(12);
        });
        messaging.AddFirebase(o =>
        {
            o.Badge = async (message, cancellationToken) => await CountUnreadAsync(message.RecipientId, cancellationToken);
            o.AndroidJson = """{"priority":"HIGH","notification":{"channel_id":"bookings"}}""";
            o.ApnsJson = """{"payload":{"aps":{"sound":"default"}}}""";
        });
        using var services = messaging.Services.BuildServiceProvider();
        Assert.NotEmpty(services.GetServices<ChannelProvider>());

        var code = WithoutSpaces(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Messaging.Providers.Tests", "Firebase", "FirebaseDocumentationTests.cs")));
        var examples = Example().Matches(Page).Select(m => m.Groups["code"].Value).ToList();
        Assert.Equal(2, examples.Count);
        Assert.All(examples, e => Assert.Contains(WithoutSpaces(e), code, StringComparison.Ordinal));
    }

    private static ValueTask<int?> CountUnreadAsync(string recipient, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int?>(cancellationToken) : ValueTask.FromResult<int?>(recipient.Length);

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OptionRow();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Example();
}
