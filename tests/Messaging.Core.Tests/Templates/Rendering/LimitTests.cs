using System.Globalization;
using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Testing;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class LimitTests
{
    private static readonly object Numbers = new { items = Enumerable.Range(0, 1000), name = "Ada" };

    [Theory]
    [InlineData("{{#each items}}{{#each ../items}}{{#each ../../items}}x{{/each}}{{/each}}{{/each}}")]
    [InlineData("{{#each items}}{{#each @root.items}}{{@index}}{{/each}}{{/each}}")]
    [InlineData("{{#*inline \"p\"}}{{#each @root.items}}x{{/each}}{{/inline}}{{#each items}}{{> p}}{{/each}}")]
    [InlineData("{{#each items}}{{#each ../items}}{{#if (lookup @root.items this)}}{{/if}}{{/each}}{{/each}}")]
    [InlineData("{{#each items}}{{#each ../items}}{{/each}}{{/each}}")]
    public void Loops_WithoutEnd_AreStoppedAfterSoManySteps(string template)
    {
        var e = Failure(template, Numbers);
        Assert.Equal(TemplateError.Limit, e.Error);
        Assert.Contains("more than 10,000 steps", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, e.Line);
    }

    [Fact]
    public void Partials_ThatMultiply_AreStoppedAfterSoManySteps()
    {
        // Nine levels, ten times each: a thousand million, without going deeper than is allowed.
        var template = string.Concat(Enumerable.Range(1, 8).Select(i => $"{{{{#*inline \"p{i}\"}}}}{string.Concat(Enumerable.Repeat($"{{{{> p{i + 1}}}}}", 10))}{{{{/inline}}}}"))
            + "{{#*inline \"p9\"}}x{{/inline}}" + string.Concat(Enumerable.Repeat("{{> p1}}", 10));
        Assert.Contains("more than 10,000 steps", Failure(template).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}")]
    [InlineData("{{#*inline \"p\"}}{{> q}}{{/inline}}{{#*inline \"q\"}}{{#if @root.name}}{{> p}}{{/if}}{{/inline}}{{> p}}")]
    [InlineData("{{#*inline \"p\"}}\n  {{> p}}\n{{/inline}}\n  {{> p}}\n")]
    public void Partials_ThatShowThemselves_AreStoppedAtTheirDepth(string template)
    {
        var e = Failure(template, Numbers);
        Assert.Equal(TemplateError.Limit, e.Error);
        Assert.Contains("more than 10 partials deep", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partials_TenDeep_AreShown()
    {
        var template = string.Concat(Enumerable.Range(1, 9).Select(i => $"{{{{#*inline \"p{i}\"}}}}{{{{> p{i + 1}}}}}{{{{/inline}}}}")) + "{{#*inline \"p10\"}}deep{{/inline}}{{> p1}}";
        Assert.Equal("deep", Text(template));
    }

    [Fact]
    public void Output_LargerThanAllowed_IsStopped()
    {
        var data = new { items = Enumerable.Range(0, 9000), text = new string('ü', 1000) };
        var e = Failure("{{#each items}}{{@root.text}}{{/each}}", data);
        Assert.Equal(TemplateError.Limit, e.Error);
        Assert.Contains("more than 1 MiB", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_IsCountedInBytesAndPerPart()
    {
        var engine = new HandlebarsTemplateEngine(new ManualTimeProvider());
        var half = new string('x', 250 * 1024);
        var content = new TemplateContent { Channel = MessageChannel.Email, Text = half + "{{#each items}}" + half[..1000] + "{{/each}}", Html = half };
        var rendered = engine.Render(content, TemplateData.From(new { items = Enumerable.Range(0, 700) }), Context);
        Assert.Equal((250 * 1024) + 700_000, rendered.Text!.Length);

        var escaped = Assert.Throws<TemplateException>(() => Html("{{#each items}}{{@root.text}}{{/each}}", new { items = Enumerable.Range(0, 100), text = new string('<', 4000) }));
        Assert.Equal(TemplateError.Limit, escaped.Error);
    }

    [Fact]
    public void Time_LongerThanAllowed_IsStopped()
    {
        var clock = new TickingClock(TimeSpan.FromMilliseconds(2));
        var engine = new HandlebarsTemplateEngine(clock);
        var content = new TemplateContent { Channel = MessageChannel.Sms, Text = $"{{{{#each items}}}}{string.Concat(Enumerable.Repeat("{{@index}}", 40))}{{{{/each}}}}" };
        var e = Assert.Throws<TemplateException>(() => engine.Render(content, TemplateData.From(Numbers), Context));
        Assert.Equal(TemplateError.Limit, e.Error);
        Assert.Contains("longer than 250 ms", e.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Reads, 120, 130);
    }

    [Fact]
    public void Time_OfATemplateThatDoesLittle_IsNotLookedAt()
    {
        var clock = new TickingClock(TimeSpan.FromMinutes(1));
        var content = new TemplateContent { Channel = MessageChannel.Sms, Text = "{{name}}" };
        Assert.Equal("Ada", new HandlebarsTemplateEngine(clock).Render(content, TemplateData.From(Numbers), Context).Text);
    }

    [Fact]
    public void Source_LargerThanAllowed_IsRefused()
    {
        var e = Failure(new string('ü', (RenderLimits.SourceBytes / 2) + 1));
        Assert.Equal((TemplateError.Syntax, (int?)1), (e.Error, e.Line));
        Assert.Contains("larger than 256 KiB", e.Message, StringComparison.Ordinal);
        Assert.Equal(RenderLimits.SourceBytes, Text(new string('x', RenderLimits.SourceBytes)).Length);
    }

    [Fact]
    public void Steps_AreCountedPerRendering_AlsoWhenDataIsShared()
    {
        var engine = new HandlebarsTemplateEngine(new ManualTimeProvider());
        var data = TemplateData.From(new { items = Enumerable.Range(0, 70) });
        var content = new TemplateContent { Channel = MessageChannel.Sms, Text = "{{#each items}}{{#each ../items}}x{{/each}}{{/each}}" };
        var rendered = new int[64];
        Parallel.For(0, rendered.Length, i => rendered[i] = engine.Render(content, data, Context).Text!.Length);
        Assert.All(rendered, length => Assert.Equal(4900, length));
    }

    [Fact]
    public void Steps_AreCountedOverAllParts()
    {
        var engine = new HandlebarsTemplateEngine(new ManualTimeProvider());
        var loop = "{{#each items}}{{#each ../items}}x{{/each}}{{/each}}";
        var content = new TemplateContent { Channel = MessageChannel.Email, Subject = loop, Text = loop, Html = loop };
        var e = Assert.Throws<TemplateException>(() => engine.Render(content, TemplateData.From(new { items = Enumerable.Range(0, 69) }), Context));
        Assert.Equal((TemplateError.Limit, "email.html"), (e.Error, e.Part));
    }

    [Fact]
    public void Nesting_AsDeepAsAllowed_FitsASmallStack()
    {
        const int depth = 31;
        var body = string.Concat(Enumerable.Repeat("{{#each this}}", depth - 1)) + "{{> p @root.list}}" + string.Concat(Enumerable.Repeat("{{/each}}", depth - 1));
        var list = string.Concat(Enumerable.Repeat("[", depth)) + "1" + string.Concat(Enumerable.Repeat("]", depth));
        var failure = default(Exception);
        var thread = new Thread(() => failure = Record.Exception(() => Text($"{{{{#*inline \"p\"}}}}{body}{{{{/inline}}}}{{{{> p list}}}}", $"{{\"list\":{list}}}")), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(TemplateError.Limit, Assert.IsType<TemplateException>(failure).Error);
    }

    [Theory]
    [InlineData("{{lookup items 99999999999999999999}}", TemplateError.MissingValue)]
    [InlineData("{{lookup items -1}}", TemplateError.MissingValue)]
    [InlineData("{{items.99999999999999999999}}", TemplateError.MissingValue)]
    [InlineData("{{> ../../etc/passwd}}", TemplateError.Syntax)]
    [InlineData("{{> @partial-block}}", TemplateError.Syntax)]
    [InlineData("{{show 1 name}}", TemplateError.Syntax)]
    [InlineData("{{{{each items}}}}x{{{{/each}}}}", TemplateError.Syntax)]
    [InlineData("{{@pass}}", TemplateError.Syntax)]
    [InlineData("{{#*if \"x\"}}{{/if}}", TemplateError.Syntax)]
    [InlineData("{{!< layout}}{{nope}}", TemplateError.MissingValue)]
    public void Hostile_Template_FailsInOrder(string template, TemplateError expected) => Assert.Equal(expected, Failure(template, Numbers).Error);

    [Fact]
    public void Date_WithAnEndlessPattern_IsStoppedByItsOutput() =>
        Assert.Equal(TemplateError.Limit, Failure("{{#each items}}{{date \"2030-01-01\" \"" + string.Concat(Enumerable.Repeat("yyyy ", 2000)) + "\"}}{{/each}}", Numbers).Error);

    private sealed class TickingClock(TimeSpan step) : TimeProvider
    {
        public int Reads { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Reads++ * step.Ticks;

        public override string ToString() => Reads.ToString(CultureInfo.InvariantCulture);
    }
}
