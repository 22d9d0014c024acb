using System.Diagnostics;
using Messaging.Authoring;
using Messaging.Templates;
using Messaging.Templates.Rendering;
using Xunit.Abstractions;

namespace Messaging.Core.Tests.Authoring;

/// <summary>What an author who means harm can do to the application: nothing. Each text is validated, previewed and published.</summary>
public sealed class HostileAuthorTests(ITestOutputHelper output)
{
    private const string Items = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32]";

    private static readonly string Nested = string.Concat(Enumerable.Repeat("{{#each @root.items}}", 6)) + "x" + string.Concat(Enumerable.Repeat("{{/each}}", 6));

    public static TheoryData<string, string> Runaways => new()
    {
        { "a loop of 32^6 rounds", Nested },
        { "a loop of 32^6 rounds in the condition of a loop", "{{#if items}}" + Nested + "{{/if}}" },
        { "a partial that shows itself", "{{#*inline \"a\"}}{{> a}}{{/inline}}{{> a}}" },
        { "a partial that shows itself twice", "{{#*inline \"a\"}}{{> a}}{{> a}}{{/inline}}{{> a}}" },
        { "partials that double", "{{#*inline \"a\"}}{{#each @root.items}}{{> b}}{{/each}}{{/inline}}{{#*inline \"b\"}}{{#each @root.items}}{{> c}}{{/each}}{{/inline}}{{#*inline \"c\"}}{{#each @root.items}}x{{/each}}{{/inline}}{{> a}}" },
        { "much text, repeated", "{{#each items}}{{#each @root.items}}" + new string('x', 2_000) + "{{/each}}{{/each}}" },
        { "a stored partial that shows itself", "{{> mirror}}" },
    };

    public static TheoryData<string> Reaches =>
    [
        "{{constructor}}", "{{__proto__}}", "{{name.constructor.constructor}}", "{{GetType}}", "{{this.GetType.Assembly}}", "{{name.GetType}}", "{{name.Length}}", "{{items.Count}}",
        "{{items.0.GetType.Assembly.Location}}", "{{lookup name \"Length\"}}", "{{lookup this \"GetType\"}}", "{{lookup (lookup this \"constructor\") \"prototype\"}}", "{{@root.GetHashCode}}",
        "{{env.PATH}}", "{{process.env}}", "{{services}}", "{{System.Environment.MachineName}}", "{{@root.Pass}}", "{{#with name}}{{Chars}}{{/with}}", "{{recipient.GetType}}", "{{recipient.Email}}",
        "{{#each this}}{{@key.Length}}{{/each}}", "{{toString}}", "{{valueOf}}", "{{this.Members}}", "{{[__defineGetter__]}}",
    ];

    public static TheoryData<string> Malformed =>
    [
        "{{#each (range 0 1000000000)}}x{{/each}}", "{{#each (repeat \"x\" 1000000000)}}{{/each}}", "{{{{raw}}}}x{{{{/raw}}}}", "{{#*inline \"a\"}}", "{{log this}}", "{{#*decorator}}{{/decorator}}", "{{show 0 this}}",
        "{{items 0 this}}", "{{> (lookup this \"x\")}}", "{{> ../../etc/passwd}}", "{{> body}}", string.Concat(Enumerable.Repeat("{{#if a}}", 5_000)), new string('{', 20_000), "{{" + new string('(', 20_000),
        "{{a" + string.Concat(Enumerable.Repeat(".a", 50_000)) + "}}{{", "{{!--" + new string('-', 200_000),
    ];

    [Theory]
    [MemberData(nameof(Runaways))]
    public async Task Runaway_IsStoppedByItsBudget_NotByTheClock(string what, string html)
    {
        await using var host = await HostAsync();
        var (findings, content) = await RunAsync(host, html, what);
        Assert.Contains(findings, f => f is { Level: FindingLevel.Error, Code: "limit" });
        Assert.Null(content);
        Assert.Null((await host.Templates.PublishAsync("hello", new PublishRequest { Revision = 1, AllowRaw = true }, "eve")).Version);
    }

    [Fact]
    public void Rendering_ThatIsSlow_IsStoppedByTheClock()
    {
        var clock = new SteppingTimeProvider(RenderLimits.Time / 20);
        var content = new TemplateContent { Channel = MessageChannel.Sms, Text = "{{#each items}}{{#each @root.items}}{{#each @root.items}}{{this}}{{/each}}{{/each}}{{/each}}" };
        var error = Assert.Throws<TemplateException>(() => new HandlebarsTemplateEngine(clock).Render(content, TemplateData.Parse($$"""{"items":{{Items}}}"""), new RenderContext("en", "UTC", "EUR")));
        Assert.Equal(TemplateError.Limit, error.Error);
        Assert.Contains("250 ms", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Reaches))]
    public async Task Member_OutsideTheData_IsAMissingValue(string html)
    {
        await using var host = await HostAsync();
        var (findings, content) = await RunAsync(host, html, html);
        Assert.Null(content);
        Assert.Contains(findings, f => f.Code is "missing-sample" or "bad-sample" or "syntax");
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Malformed_IsASyntaxError_FoundQuickly(string html)
    {
        await using var host = await HostAsync();
        var (findings, content) = await RunAsync(host, html, html[..Math.Min(30, html.Length)]);
        Assert.Null(content);
        Assert.Contains(findings, f => f is { Level: FindingLevel.Error, Code: "syntax" });
    }

    [Fact]
    public async Task TripleBraces_AreFlagged_InAPartialToo()
    {
        await using var host = await HostAsync();
        var saved = await host.DraftAsync("raw", new TemplateEdit { Kind = TemplateKind.Partial, Contents = [AuthoringHost.Email("{{{name}}}")] });
        await host.PublishAsync(saved, allowRaw: true);
        var hello = await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("{{> raw}}")] });
        Assert.Contains((await host.Templates.PublishAsync("hello", new PublishRequest { Revision = hello.Revision }, "eve")).Report.Findings, f => f is { Level: FindingLevel.Error, Code: "raw-value" });
    }

    private static async Task<AuthoringHost> HostAsync()
    {
        var host = new AuthoringHost();

        // Written past the review, as if it had been published before the rule existed.
        var store = host.Host.Get<ITemplateStore>();
        var mirror = await host.DraftAsync("mirror", new TemplateEdit { Kind = TemplateKind.Partial, Contents = [AuthoringHost.Email("{{> mirror}}")] });
        var version = new StoredTemplateVersion { TemplateId = mirror.Id, Number = 1, Code = "mirror", Document = mirror.Draft };
        await store.SaveAsync(mirror with { Revision = mirror.Revision + 1, CurrentVersion = 1 }, version, default);
        return host;
    }

    private async Task<(IReadOnlyList<TemplateFinding> Findings, RenderedContent? Content)> RunAsync(AuthoringHost host, string html, string what)
    {
        var watch = Stopwatch.StartNew();
        await host.DraftAsync("hello", new TemplateEdit
        {
            Contents = [AuthoringHost.Email(html)], Variables = [new DeclaredVariable("items", Sample: Items), new DeclaredVariable("name", Sample: "Lan"), new DeclaredVariable("a", Sample: "1")],
        });
        var report = await host.Templates.ValidateAsync("hello");
        var preview = await host.Templates.PreviewAsync("hello", new PreviewRequest { Channel = MessageChannel.Email });
        var publication = await host.Templates.PublishAsync("hello", new PublishRequest { Revision = 1, AllowRaw = true }, "eve");
        output.WriteLine($"{watch.ElapsedMilliseconds} ms for all three, {preview.Content?.Html?.Length ?? 0} characters, published: {publication.Version is not null}: {what}");
        Assert.InRange(preview.Content?.Html?.Length ?? 0, 0, RenderLimits.OutputBytes);
        return ([.. report.Findings, .. preview.Findings], preview.Content);
    }

    /// <summary>A clock that moves on whenever it is read.</summary>
    private sealed class SteppingTimeProvider(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Add(ref _now, step.Ticks);
    }
}
