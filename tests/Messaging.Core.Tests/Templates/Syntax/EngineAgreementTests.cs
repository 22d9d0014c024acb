using System.Globalization;
using Messaging.Templates;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Syntax;

/// <summary>Our parser says which templates are well formed; Handlebars.Net, given the same text, must agree, and show the same.</summary>
public sealed class EngineAgreementTests
{
    // Set MESSAGING_FUZZ_SEEDS for a long run.
    private static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("MESSAGING_FUZZ_SEEDS") ?? "60", CultureInfo.InvariantCulture);

    // What Handlebars.Net takes in silence and we report: names that can name nothing, and an {{else}} that is ignored.
    private static readonly string[] StricterForNames =
    [
        "cannot stand here", "is not a name", "There is no", "Put a space", "begins inside another", "This tag is not closed", "A single }", "stands outside of a block",
        "already has an {{else}}", "Names are given like this", "The | that opens here", "A name cannot begin with a digit", "right behind a tag", "has a value only inside", "leads outside",
        "A tag shows a value", "takes one", "takes two", "Values are given without", "is not a number", "An invisible character", "A closing tag has just", "The square bracket", "The sign", "Behind else", "Write {{else}}",
    ];

    private static readonly string[] StricterForBlocks =
    [
        "stands outside of a block", "already has an {{else}}", "There is no partial", "has a value only inside", "leads outside", "is defined inside a block", "is closed with {{/inline}}",
    ];

    private readonly HandlebarsTemplateEngine _engine = new(new ManualTimeProvider());
    private readonly TemplateData _data = TemplateData.From(BareHandlebars.Data);

    [Fact]
    public void WellFormed_IsAcceptedAndShowsTheSame()
    {
        foreach (var (seed, isHtml) in AllSeeds())
        {
            var source = new GeneratedTemplate(seed).WellFormed;
            Assert.Equal([], _engine.Validate(Content(source, isHtml)));
            Assert.Equal(BareHandlebars.Render(source, isHtml), Render(source, isHtml));
        }
    }

    [Fact]
    public void DamagedBlocks_AreRefusedExactlyWhenHandlebarsRefusesThem()
    {
        foreach (var (seed, isHtml) in AllSeeds())
        {
            Compare(new GeneratedTemplate(seed).WithDamagedBlocks(), isHtml, StricterForBlocks);
        }
    }

    [Fact]
    public void DamagedLetters_AreRefusedWheneverHandlebarsRefusesThem()
    {
        foreach (var (seed, isHtml) in AllSeeds())
        {
            Compare(new GeneratedTemplate(seed).WithDamagedLetters(), isHtml, StricterForNames);
        }
    }

    private static IEnumerable<(int Seed, bool IsHtml)> AllSeeds() => Enumerable.Range(0, Seeds).Select(seed => (seed, seed % 2 == 0));

    private static TemplateContent Content(string source, bool isHtml) =>
        isHtml ? new TemplateContent { Channel = "inapp", Html = source } : new TemplateContent { Channel = "inapp", Text = source };

    private void Compare(string source, bool isHtml, string[] stricter)
    {
        var problems = _engine.Validate(Content(source, isHtml));
        var bare = Try(() => BareHandlebars.Render(source, isHtml));
        if (problems.Count > 0)
        {
            Assert.True(bare is null || problems.Any(p => stricter.Any(s => p.Message.Contains(s, StringComparison.Ordinal))), $"Handlebars takes what we refuse, because of: {problems[0]}\n{source}");
            return;
        }

        try
        {
            var ours = Render(source, isHtml);
            Assert.True(bare is not null, $"We take what Handlebars refuses:\n{source}");
            Assert.Equal(bare, ours);
        }
        catch (TemplateException e)
        {
            // A lost letter makes a name that has no value, and a lost tag a partial that shows itself.
            Assert.True(e.Error is TemplateError.MissingValue or TemplateError.BadValue || (e.Error == TemplateError.Limit && bare is null), $"{e.Message}\n{source}");
        }
    }

    private string Render(string source, bool isHtml)
    {
        var rendered = _engine.Render(Content(source, isHtml), _data, new RenderContext("en-US", "Europe/Vienna", "USD"));
        return (isHtml ? rendered.Html : rendered.Text)!;
    }

    private static string? Try(Func<string> render)
    {
        try
        {
            return render();
        }
        catch (Exception)
        {
            // Handlebars.Net reports malformed templates with half a dozen types of exception.
            return null;
        }
    }
}
