using Messaging.Authoring;
using Messaging.Templates;

namespace Messaging.Core.Tests.Authoring;

/// <summary>What an author is told before publishing.</summary>
public sealed class ReportTests
{
    private static readonly DeclaredVariable[] Name = [new("firstName", Sample: "Lan"), new("items[].price", Sample: "1")];

    [Theory]
    [InlineData("{{firstname}}", "Error undeclared-variable html 1:3 'firstname' is used but not declared. Did you mean 'firstName'?")]
    [InlineData("x\n{{#if vip}}{{/if}}", "Warning undeclared-variable html 2:7")]
    [InlineData("{{#each items}}{{cost}}{{/each}}", "Error undeclared-variable html 1:18 'items[].cost'")]
    [InlineData("{{#each items}}{{price}}{{@root.other}}{{/each}}", "Error undeclared-variable html 1:27 'other'")]
    [InlineData("{{#if}}", "Error syntax html 1:4")]
    [InlineData("{{{firstName}}}", "Error raw-value html 1:1 Three braces")]
    [InlineData("<a href=\"http://x\">", "Error link-scheme html 1:10 This link begins with http:")]
    [InlineData("<a HREF = 'java&#115;cript:alert(1)'>", "Error link-scheme html 1:12 This link begins with javascript:")]
    [InlineData("<a href=java\tscript:x>", "Error link-scheme html")]
    [InlineData("<a href=\"/pay\">", "Error link-scheme html 1:10 This link has no beginning")]
    [InlineData("<a href=\"data:text/html,x\">", "Error link-scheme html 1:10 This link begins with data:")]
    public async Task Finding_IsNamedWithItsPlace(string html, string expected)
    {
        var report = await ReportAsync(new TemplateEdit { Contents = [AuthoringHost.Email(html)], Variables = Name });
        Assert.Contains(report.Findings.Select(Shown), f => f.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{{firstName}} {{recipient.name}} {{links.preferences}} {{#each items}}{{price}}{{/each}}")]
    [InlineData("{{currency firstName}}{{default firstName \"x\"}}{{#with firstName}}{{this}}{{/with}}{{#each items as |item i|}}{{i}}{{item.price}}{{@index}}{{@root.firstName}}{{/each}}")]
    [InlineData("{{firstName}}{{#each items}}{{price}}{{/each}}<a href=\"https://x\"><a href='mailto:a@b'><a href=tel:1><a href=\"{{links.unsubscribe}}\"><a href=\"#top\">")]
    public async Task Report_OfWhatIsRight_HasNoErrors(string html) =>
        Assert.DoesNotContain((await ReportAsync(new TemplateEdit { Contents = [AuthoringHost.Email(html)], Variables = Name })).Findings, f => f.Level == FindingLevel.Error);

    [Theory]
    [InlineData("{{recipient.nam}}")]
    [InlineData("{{links.pay}}")]
    public async Task MemberThatIsNeverThere_IsAnError_EvenWhereNothingIsDeclared(string html)
    {
        var report = await ReportAsync(new TemplateEdit { Contents = [AuthoringHost.Email(html)] });
        Assert.Contains(report.Findings, f => f is { Level: FindingLevel.Error, Code: "undeclared-variable" });
        Assert.False(report.CanPublish);
    }

    [Fact]
    public async Task Variables_UnusedOptionalAndNoneDeclared_AreWarnings()
    {
        Assert.Equal(["unused-variable"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x")], Variables = [new("a")] }));
        Assert.Equal(["optional-variable"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("{{a}}")], Variables = [new("a", IsRequired: false, Sample: "x")] }));
        Assert.Equal(["undeclared-variable", "missing-sample"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("{{a}}")] }));
    }

    [Fact]
    public async Task Contents_Gaps_AreErrors()
    {
        Assert.Equal(["no-content"], await CodesAsync(new TemplateEdit()));
        Assert.Equal(["default-locale"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x", locale: "de")] }));
        Assert.Equal(["no-subject"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x", subject: " ")] }));
        Assert.Equal(["no-body"], await CodesAsync(new TemplateEdit { Contents = [new TemplateContent { Channel = MessageChannel.Sms, Subject = "s" }] }));
        Assert.Equal(["unknown-layout"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x")], Layout = "none" }));
        Assert.Equal(["unknown-variant"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x"), AuthoringHost.Email("y", variant: "b")] }));
        Assert.Equal(["variant-weights", "empty-variant"], await CodesAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x")], Variants = [new TemplateVariant("b", 0)] }));
    }

    [Fact]
    public async Task Marketing_NeedsAWayOutInEveryForm_OfItsOwnOrOfItsLayout()
    {
        var content = AuthoringHost.Email("x <address>y</address>") with { Text = "address {{links.unsubscribe}}" };
        var findings = (await ReportAsync(new TemplateEdit { Category = "Marketing", Contents = [content] })).Findings;
        Assert.Equal(["Error unsubscribe-link html", "Warning postal-address text"], findings.Select(f => $"{f.Level} {f.Code} {f.Part}"));
        await using var host = new AuthoringHost();
        await host.PublishAsync("base", "{{> body}}<a href=\"{{links.unsubscribe}}\">out</a><address>x</address>", kind: TemplateKind.Layout);
        await host.DraftAsync("hello", new TemplateEdit { Category = "marketing", Layout = "base", Contents = [AuthoringHost.Email("x")] });
        Assert.Empty((await host.Templates.ValidateAsync("hello")).Findings);
    }

    [Theory]
    [InlineData(78, "")]
    [InlineData(79, "Warning long-subject")]
    [InlineData(501, "Error long-subject")]
    public async Task Subject_TooLong_IsFound(int length, string expected)
    {
        var report = await ReportAsync(new TemplateEdit { Contents = [AuthoringHost.Email("x", subject: "{{s}}")], Variables = [new("s", Sample: new string('x', length))] });
        Assert.Equal(expected, string.Join(',', report.Findings.Select(f => $"{f.Level} {f.Code}")));
    }

    [Theory]
    [InlineData("see https://x and mailto:a", true)]
    [InlineData("see http://x", false)]
    [InlineData("see ftp://x", false)]
    public async Task Text_LinksLeadOverHttps(string text, bool isRight) =>
        Assert.Equal(isRight, (await ReportAsync(new TemplateEdit { Contents = [new TemplateContent { Channel = MessageChannel.Sms, Text = text }] })).CanPublish);

    [Fact]
    public async Task PushLinks_AreLookedAtToo()
    {
        var push = new TemplateContent { Channel = MessageChannel.Push, Text = "t", Link = "javascript:x", Image = "{{links.preferences}}", Actions = [new("a", "A", "http://x"), new("b", "B", "https://x/{{recipient.id}}")] };
        var findings = (await ReportAsync(new TemplateEdit { Contents = [push] })).Findings.Where(f => f.Code == "link-scheme");
        Assert.Equal(["link", "action 1 link"], findings.Select(f => f.Part));
    }

    [Fact]
    public async Task FindingInAPartial_NamesIt()
    {
        await using var host = new AuthoringHost();
        var saved = await host.DraftAsync("row", new TemplateEdit { Kind = TemplateKind.Partial, Contents = [AuthoringHost.Email("\n{{{price}}}")] });
        await host.PublishAsync(saved, allowRaw: true);
        await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("{{#each items}}{{> row}}{{/each}}")], Variables = Name[1..] });
        var finding = Assert.Single((await host.Templates.ValidateAsync("hello")).Findings);
        Assert.Equal(("raw-value", 2, 1), (finding.Code, finding.Line, finding.Column));
        Assert.StartsWith("In 'row': ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RawValue_WithPermission_IsAWarning()
    {
        await using var host = new AuthoringHost();
        var saved = await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("{{{a}}}")] });
        Assert.Null((await host.Templates.PublishAsync("hello", new PublishRequest { Revision = saved.Revision }, "ann")).Version);
        Assert.Equal(1, await host.PublishAsync(saved, allowRaw: true));
    }

    private static async Task<string[]> CodesAsync(TemplateEdit edit) => [.. (await ReportAsync(edit)).Findings.Select(f => f.Code)];

    private static async Task<TemplateReport> ReportAsync(TemplateEdit edit)
    {
        await using var host = new AuthoringHost();
        await host.DraftAsync("hello", edit);
        return await host.Templates.ValidateAsync("hello");
    }

    private static string Shown(TemplateFinding finding) => $"{finding.Level} {finding.Code} {finding.Part} {finding.Line}:{finding.Column} {finding.Message}";
}
