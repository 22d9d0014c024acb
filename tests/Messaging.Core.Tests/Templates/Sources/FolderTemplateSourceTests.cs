using Messaging.Templates;
using Messaging.Templates.Sources;
using Messaging.Testing;

namespace Messaging.Core.Tests.Templates.Sources;

public sealed class FolderTemplateSourceTests : TemplateFolderFixture
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task Find_KnowsItsCurrentVersionOnly()
    {
        Write("booking/sms.text.hbs", "one");
        var source = Source(picksUpEdits: false);
        var current = await source.FindAsync("", "Booking", null, default);
        Assert.Equal("one", current!.Contents[0].Text);
        Assert.Same(current, await source.FindAsync("any tenant", "booking", current.Version, default));
        Assert.Null(await source.FindAsync("", "booking", "0123456789abcdef", default));
        Assert.Null(await source.FindAsync("", "other", null, default));
        Assert.Equal(["booking"], await source.ListAsync("", default));
    }

    [Fact]
    public async Task Find_WhileDeveloped_PicksUpEditsWithinASecond()
    {
        Write("booking/sms.text.hbs", "one");
        var source = Source(picksUpEdits: true);
        var first = await source.FindAsync("", "booking", null, default);

        Write("booking/sms.text.hbs", "one, two");
        _clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.Same(first, await source.FindAsync("", "booking", null, default));

        _clock.Advance(TimeSpan.FromTicks(1));
        var second = await source.FindAsync("", "booking", null, default);
        Assert.Equal("one, two", second!.Contents[0].Text);
        Assert.Null(await source.FindAsync("", "booking", first!.Version, default));

        _clock.Advance(Second);
        Assert.Same(second, await source.FindAsync("", "booking", null, default));
    }

    [Fact]
    public async Task Find_WhileDeveloped_ReportsAMistakeUntilItIsMended()
    {
        Write("booking/sms.text.hbs", "one");
        var source = Source(picksUpEdits: true);
        await source.FindAsync("", "booking", null, default);

        var path = Write("booking/sms.text.hbs", "{{#if name}}");
        _clock.Advance(Second);
        var e = await Assert.ThrowsAsync<MessagingConfigurationException>(async () => await source.FindAsync("", "booking", null, default));
        Assert.Contains("templates/booking/sms.text.hbs(1,1): The block {{#if}} is not closed.", e.Message, StringComparison.Ordinal);

        File.Delete(path);
        Write("booking/sms.text.hbs", "mended");
        _clock.Advance(Second);
        Assert.Equal("mended", (await source.FindAsync("", "booking", null, default))!.Contents[0].Text);
    }

    [Fact]
    public async Task Find_InProduction_ReadsOnce()
    {
        Write("booking/sms.text.hbs", "one");
        var source = Source(picksUpEdits: false);
        Assert.Equal([], source.FindProblems());
        Write("booking/sms.text.hbs", "one, two");
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("one", (await source.FindAsync("", "booking", null, default))!.Contents[0].Text);
    }

    [Fact]
    public async Task Find_AfterTheFolderIsGone_WhileDeveloped_SaysSo()
    {
        var folder = Path.Combine(Root, "inner");
        Write("inner/booking/sms.text.hbs", "one");
        var source = new FolderTemplateSource(folder, "inner", picksUpEdits: true, new HandlebarsTemplateEngine(_clock), TemplateIntake.None, _clock);
        await source.FindAsync("", "booking", null, default);
        Directory.Delete(folder, recursive: true);
        _clock.Advance(Second);
        await Assert.ThrowsAsync<MessagingConfigurationException>(async () => await source.FindAsync("", "booking", null, default));
    }

    [Fact]
    public async Task Find_OnManyThreads_ReadsOneFolder()
    {
        Write("booking/sms.text.hbs", "one");
        var source = Source(picksUpEdits: false);
        var found = new TemplateVersion?[50];
        await Parallel.ForAsync(0, found.Length, async (i, ct) => found[i] = await source.FindAsync("", "booking", null, ct));
        Assert.Single(found.Distinct());
    }

    private FolderTemplateSource Source(bool picksUpEdits) => new(Root, "templates", picksUpEdits, new HandlebarsTemplateEngine(_clock), TemplateIntake.None, _clock);
}
