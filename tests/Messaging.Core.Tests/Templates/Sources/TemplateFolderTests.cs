using System.Text;
using Messaging.Templates;
using Messaging.Templates.Sources;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Sources;

public sealed class TemplateFolderTests : TemplateFolderFixture
{
    private readonly HandlebarsTemplateEngine _engine = new(new ManualTimeProvider());

    [Fact]
    public void Read_Files_MakesTemplates()
    {
        Write("booking/email.subject.hbs", "Your booking {{code}}\n");
        Write("booking/email.html.hbs", "<p>{{name}}</p>\n");
        Write("booking/email.de.subject.hbs", "Ihre Buchung");
        Write("booking/email.de.text.hbs", "Hallo {{name}}");
        Write("booking/sms.text.hbs", "Booked: {{code}}\n");
        Write("booking/IN-APP.subject.hbs", "Booked");
        Write("booking/in_app.text.hbs", "{{code}}");
        Write("invoice/sms.text.hbs", "x");
        Write(".git/config", "x");
        Write("booking/.email.html.hbs.swp", "x");
        Write("README.md", "about");

        var folder = Read();
        Assert.Equal([], folder.Problems);
        Assert.Equal("booking invoice", string.Join(' ', folder.Templates.Keys));
        var booking = folder.Templates["BOOKING"];
        Assert.Equal(4, booking.Contents.Count);
        Assert.Equal(("Your booking {{code}}", "<p>{{name}}</p>\n", null), Parts(booking.Find("email", "")));
        Assert.Equal(("Ihre Buchung", null, "Hallo {{name}}"), Parts(booking.Find("email", "de")));
        Assert.Equal((null, null, "Booked: {{code}}"), Parts(booking.Find("sms", "de-AT")));
        Assert.Equal(("Booked", null, "{{code}}"), Parts(booking.Find("inapp", "")));
    }

    [Fact]
    public void Read_SameContents_IsTheSameVersionWhateverTheBytes()
    {
        Write("a/sms.text.hbs", "Grüße\nline\n");
        var version = Read().Templates["a"].Version;
        Write("a/sms.text.hbs", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes("Grüße\r\nline\r\n")]);
        Assert.Equal(version, Read().Templates["a"].Version);
        Assert.Equal("Grüße\nline", Read().Templates["a"].Contents[0].Text);
        Write("a/sms.text.hbs", "Grüße\nline 2\n");
        Assert.NotEqual(version, Read().Templates["a"].Version, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("a/email.html.txt", "shown/a/email.html.txt: is not a template.")]
    [InlineData("a/html.hbs", "shown/a/html.hbs: has a name that says too little or too much.")]
    [InlineData("a/email.de.at.html.hbs", "shown/a/email.de.at.html.hbs: has a name that says too little or too much.")]
    [InlineData("a/2fax.text.hbs", "shown/a/2fax.text.hbs: names no channel: '2fax'")]
    [InlineData("a/email.body.hbs", "shown/a/email.body.hbs: names no part: 'body'")]
    [InlineData("a/email.german.html.hbs", "shown/a/email.german.html.hbs: names no language: 'german'")]
    [InlineData("email.html.hbs", "shown/email.html.hbs: stands outside of a template.")]
    [InlineData("a/b/email.html.hbs", "shown/a/b: folders of templates hold files only.")]
    [InlineData("a b/email.html.hbs", "shown/a b: its name is no code of a template.")]
    public void Read_UnknownName_IsAProblem(string path, string expected)
    {
        Write(path, "x");
        Assert.StartsWith(expected, Assert.Single(Read().Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MalformedTemplates_AreAllListedWithTheirPlaces()
    {
        Write("a/email.subject.hbs", "{{name");
        Write("a/email.html.hbs", "<p>\n{{#if a}}\n {{curency b}}");
        Write("b/sms.de.text.hbs", "{{/if}}");
        Assert.Equal(
            [
                "shown/a/email.subject.hbs(1,1): This tag is not closed. Add }} where it ends.",
                "shown/a/email.html.hbs(2,1): The block {{#if}} is not closed. Add {{/if}} where it ends.",
                "shown/a/email.html.hbs(3,4): There is no helper 'curency'. Did you mean 'currency'?",
                "shown/b/sms.de.text.hbs(1,1): {{/if}} closes nothing. No block is open here. Delete the tag.",
            ],
            Read().Problems);
    }

    [Fact]
    public void Read_UnreadableFiles_AreProblems()
    {
        Write("a/sms.text.hbs", [0xFF, 0xFE, (byte)'x', 0]);
        Write("b/sms.text.hbs", new byte[(256 * 1024) + 1]);
        Write("c/email.subject.hbs", "only a subject");
        Write("d/in-app.text.hbs", "one");
        Write("d/inapp.text.hbs", "two");
        var problems = Read().Problems;
        Assert.Equal(4, problems.Count);
        Assert.Contains("shown/a/sms.text.hbs: is not UTF-8", problems[0], StringComparison.Ordinal);
        Assert.Contains("shown/b/sms.text.hbs: is larger than 256 KiB", problems[1], StringComparison.Ordinal);
        Assert.Contains("shown/d/inapp.text.hbs: says the same part as shown/d/in-app.text.hbs", problems[2], StringComparison.Ordinal);
        Assert.Contains("shown/c/email.subject.hbs: has a subject but no body", problems[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFolder_NamesTheCall()
    {
        var problem = Assert.Single(TemplateFolder.Read(Path.Combine(Root, "none"), "none", _engine, TemplateIntake.None).Problems);
        Assert.Contains("AddTemplateFolder(\"none\")", problem, StringComparison.Ordinal);
    }

    private static (string? Subject, string? Html, string? Text) Parts(TemplateContent? content) => (content!.Subject, content.Html, content.Text);

    private TemplateFolder Read() => TemplateFolder.Read(Root, "shown", _engine, TemplateIntake.None);
}
