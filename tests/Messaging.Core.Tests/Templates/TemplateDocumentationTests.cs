using System.Text.RegularExpressions;
using Messaging.Templates;
using Messaging.Testing;
using Messaging.TestTools;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Core.Tests.Templates;

/// <summary>What <c>docs/templates.md</c> shows is what happens.</summary>
public sealed partial class TemplateDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "templates.md")).ReplaceLineEndings("\n");

    private static readonly string ThisFile = Path.Combine(RepositoryFolder.Root, "tests", "Messaging.Core.Tests", "Templates", "TemplateDocumentationTests.cs");

    private static readonly List<(string Kind, string Text)> Blocks = Block().Matches(Page).Select(m => (m.Groups["kind"].Value, m.Groups["text"].Value)).ToList();

    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string, string>();
            for (var i = 0; i < Blocks.Count; i++)
            {
                if (Blocks[i].Kind.StartsWith("handlebars", StringComparison.Ordinal))
                {
                    examples.Add(Blocks[i].Kind["handlebars".Length..].Trim(), Blocks[i].Text, Blocks[i + 1].Text);
                }
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_ShowsWhatThePageSays(string variant, string template, string expected)
    {
        var engine = new HandlebarsTemplateEngine(new ManualTimeProvider());
        var isHtml = variant == "html";
        var content = isHtml ? new TemplateContent { Channel = "inapp", Html = template } : new TemplateContent { Channel = "inapp", Text = template };
        var context = variant == "de-AT" ? new RenderContext("de-AT", "Europe/Vienna", "EUR") : new RenderContext("en-US", "Europe/Vienna", "USD");
        var rendered = engine.Render(content, TemplateData.Parse(Blocks.First(b => b.Kind == "json").Text), context);
        Assert.Equal(expected, isHtml ? rendered.Html : rendered.Text);
    }

    [Fact]
    public void Code_IsWhatThisTestCompiles()
    {
        var builder = new MessagingBuilder(new ServiceCollection());
        builder.AddTemplate("booking-confirmed", t => t
            .Email("Your booking {{code}}", html: "<p>Dear {{name}}, see you on {{date start}}.</p>")
            .Sms("Booked: {{code}}")
            .Locale("de")
            .Email("Ihre Buchung {{code}}", html: "<p>Guten Tag {{name}}, bis {{date start}}.</p>")
            .Sms("Gebucht: {{code}}"));
        Assert.Contains(Unindented(Blocks.Single(b => b.Kind == "csharp").Text), Unindented(File.ReadAllText(ThisFile)), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_AreThoseOfThePage()
    {
        Assert.True(Examples.Count >= 8);
        Assert.Contains("10,000 steps", Page, StringComparison.Ordinal);
        Assert.Equal(10_000, Messaging.Templates.Rendering.RenderLimits.Steps);
        Assert.Equal(2_000, Messaging.Templates.Syntax.TemplateParser.MaxTags);
        Assert.Equal(32, Messaging.Templates.Syntax.BlockStack.MaxDepth);
        Assert.Equal(10, Messaging.Templates.Rendering.RenderLimits.PartialDepth);
        Assert.Equal(250, Messaging.Templates.Rendering.RenderLimits.Time.TotalMilliseconds);
    }

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()));

    [GeneratedRegex("^```(?<kind>[^\n]*)\n(?<text>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
