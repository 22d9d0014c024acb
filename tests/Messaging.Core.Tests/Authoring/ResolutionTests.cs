using Messaging.Authoring;
using Messaging.Templates;

namespace Messaging.Core.Tests.Authoring;

/// <summary>Which version a message gets, and that it keeps it.</summary>
public sealed class ResolutionTests
{
    [Fact]
    public async Task Message_RendersTheVersionItWasPlannedWith_WhateverIsPublishedLater()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "one");
        await host.SendAsync("hello");
        Assert.Equal(2, await host.PublishAsync("hello", "two"));
        await host.SendAsync("hello");
        Assert.Equal(["one", "two"], await host.SentAsync());
    }

    [Fact]
    public async Task PublishedVersion_KeepsThePartialsAndTheLayoutItWasPublishedWith()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("sign", "Ann", kind: TemplateKind.Partial);
        await host.PublishAsync("base", "[{{> body}}]", kind: TemplateKind.Layout);
        await host.PublishAsync("hello", "Hi {{> sign}}", layout: "base");
        await host.PublishAsync("sign", "Ben");
        await host.PublishAsync("base", "({{> body}})");
        await host.SendAsync("hello");
        await host.PublishAsync("hello", "Hi {{> sign}}");
        await host.SendAsync("hello");
        Assert.Equal(["(Hi Ben)", "[Hi Ann]"], await host.SentAsync());
    }

    [Fact]
    public async Task Tenant_OverridesTheTemplateOfAll_AndVersionsOfTheSameNumberAreToldApart()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "all 1");
        var planned = await host.SendAsync("hello", "t");
        await host.PublishAsync("hello", "tenant 1", "t");
        await host.SendAsync("hello", "t");
        await host.SendAsync("hello", "other");
        Assert.Equal(["all 1", "all 1", "tenant 1"], await host.SentAsync());
        Assert.StartsWith("1-", (await host.Host.FindAsync(planned, "t")).Message.TemplateVersion, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_WithADraftOnly_StillGetsTheTemplateOfAll()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "all");
        await host.DraftAsync("hello", new TemplateEdit { Contents = [AuthoringHost.Email("draft")] }, "t");
        await host.SendAsync("hello", "t");
        Assert.Equal(["all"], await host.SentAsync());
    }

    [Fact]
    public async Task VersionOfAnotherTenant_IsNotFound_ThoughItsIdIsKnown()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "secret", "a");
        var source = host.Host.Get<StoredTemplateSource>();
        var version = (await source.FindAsync("a", "hello", null, default))!.Version;
        Assert.NotNull(await source.FindAsync("a", "HELLO", version, default));
        Assert.Null(await source.FindAsync("b", "hello", version, default));
        Assert.Null(await source.FindAsync("a", "other", version, default));
        Assert.Null(await source.FindAsync("a", "hello", "1", default));
    }

    [Fact]
    public async Task Deactivated_IsRefusedToNewMessages_AndSentToPlannedOnes()
    {
        await using var host = new AuthoringHost(b => b.AddTemplate("hello", t => t.Email("s", html: "from code")));
        await host.PublishAsync("hello", "stored");
        await host.SendAsync("hello");
        await host.Templates.SetActiveAsync("hello", isActive: false, "ann");
        var error = await Assert.ThrowsAsync<TemplateException>(() => host.SendAsync("hello"));
        Assert.Equal(TemplateError.Inactive, error.Error);
        Assert.Equal(["stored"], await host.SentAsync());
        await host.Templates.SetActiveAsync("hello", isActive: true, "ann");
        await host.SendAsync("hello");
    }

    [Fact]
    public async Task Deleted_LeavesPlannedMessagesTheirVersion_AndTheCodeToOthers()
    {
        await using var host = new AuthoringHost(b => b.AddTemplate("hello", t => t.Email("s", html: "from code")));
        await host.PublishAsync("hello", "stored");
        await host.SendAsync("hello");
        Assert.True(await host.Templates.DeleteAsync("hello"));
        await host.SendAsync("hello");
        await host.PublishAsync("hello", "again");
        await host.SendAsync("hello");
        Assert.Equal(["again", "from code", "stored"], await host.SentAsync());
    }

    [Fact]
    public async Task LayoutAndPartial_CannotBeSent()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("base", "[{{> body}}]", kind: TemplateKind.Layout);
        Assert.Equal(TemplateError.NotFound, (await Assert.ThrowsAsync<TemplateException>(() => host.SendAsync("base"))).Error);
    }

    [Fact]
    public async Task StoredTemplate_UsesALayoutFromCode()
    {
        await using var host = new AuthoringHost(b => b.AddTemplate("base", t => t.As(TemplateKind.Layout).Channel(MessageChannel.Email, null, null, "<{{> body}}>")));
        await host.PublishAsync("hello", "x", layout: "base");
        await host.SendAsync("hello");
        Assert.Equal(["<x>"], await host.SentAsync());
    }

    [Fact]
    public async Task PublicationElsewhere_IsSeenWithinTheBound_AndNotAskedForBefore()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync("hello", "one");

        // Another process: a memory of its own over the same database.
        using var elsewhere = new StoredTemplateSource(host.Host.Get<ITemplateStore>(), TemplateIntake.None, host.Host.Clock);
        var first = await elsewhere.FindAsync("t", "hello", null, default);
        await host.PublishAsync("hello", "two");
        Assert.Same(first, await elsewhere.FindAsync("t", "hello", null, default));
        host.Host.Clock.Advance(StoredTemplateSource.RefreshAfter);
        Assert.Equal("two", (await elsewhere.FindAsync("t", "hello", null, default))!.Contents[0].Html);
        Assert.Same(first, await elsewhere.FindAsync("t", "hello", first!.Version, default));
    }

    [Fact]
    public async Task Variants_AreStoredWithTheMessage_AndSent()
    {
        await using var host = new AuthoringHost();
        await host.PublishAsync(await host.DraftAsync("hello", new TemplateEdit
        {
            Contents = [AuthoringHost.Email("plain"), AuthoringHost.Email("B", variant: "b")],
            Variants = [new TemplateVariant("", 1), new TemplateVariant("b", 1)],
        }));
        var template = (await host.Host.Get<TemplateCatalog>().GetAsync("", "hello", default))!;
        var expected = Enumerable.Range(0, 20).ToDictionary(i => $"r{i}", i => VariantChoice.Of(template, "", $"r{i}", ""));
        Assert.Equal(2, expected.Values.Distinct(StringComparer.Ordinal).Count());
        foreach (var (recipient, variant) in expected)
        {
            Assert.Equal(variant, (await host.Host.FindAsync(await host.SendAsync("hello", recipient: recipient))).Message.Variant);
        }

        Assert.Equal(expected.Values.Count(v => v == "b"), (await host.SentAsync()).Count(h => h == "B"));
    }

    [Fact]
    public void Memory_IsBounded()
    {
        var values = new RecentValues<int, int>(10);
        for (var i = 0; i < 1_000; i++)
        {
            values.Add(i, i);
            Assert.True(values.TryGet(0, out _) || i > 0);
        }

        Assert.InRange(values.Count, 10, 20);
        Assert.True(values.TryGet(999, out var last) && last == 999);
        Assert.False(values.TryGet(500, out _));
    }
}
