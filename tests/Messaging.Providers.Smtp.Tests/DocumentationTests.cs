using System.Text.RegularExpressions;
using Messaging.Channels;
using Messaging.TestTools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Providers.Smtp.Tests;

/// <summary>What the page on SMTP says is so.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Page_TableOfOptions_ListsEachOnce()
    {
        var options = typeof(SmtpOptions).GetProperties().Select(p => p.Name).ToArray();
        var documented = OptionRow().Matches(Section("## Options")).Select(m => m.Groups["name"].Value).ToArray();

        Assert.Equal(string.Join(' ', options.Order(StringComparer.Ordinal)), string.Join(' ', documented.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Page_TableOfOptions_NamesTheDefaults()
    {
        var options = new SmtpOptions();
        foreach (Match row in OptionRow().Matches(Section("## Options")))
        {
            var value = typeof(SmtpOptions).GetProperty(row.Groups["name"].Value)!.GetValue(options);
            var expected = value switch
            {
                null => "null",
                "" => "required",
                bool b => b ? "true" : "false",
                _ => value.ToString(),
            };

            Assert.Equal(expected, row.Groups["default"].Value.Trim('`'));
        }
    }

    [Fact]
    public void Page_Example_IsTheCodeOfThisTest()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Smtp:Password", "secret")]).Build();
        var messaging = new MessagingBuilder(new ServiceCollection());

        messaging.AddSmtp(o =>
        {
            o.Host = "smtp.example.org";
            o.From = "Haff Segeln <info@example.org>";
            o.UserName = "info@example.org";
            o.Password = configuration["Smtp:Password"];
        });

        using var provider = messaging.Services.BuildServiceProvider();
        Assert.NotNull(provider.GetServices<ChannelRegistration>().Single().Adapter(provider));
        var example = Example().Match(Page()).Groups["code"].Value;
        var code = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "tests", "Messaging.Providers.Smtp.Tests", "DocumentationTests.cs"));
        Assert.Contains(WithoutSpaces(example), WithoutSpaces(code), StringComparison.Ordinal);
    }

    private static string Section(string heading)
    {
        var page = Page();
        var start = page.IndexOf(heading, StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }

    private static string Page() => File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "smtp.md"));

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OptionRow();

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Example();
}
