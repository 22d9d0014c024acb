using System.Globalization;
using Messaging.Templates.Rendering;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class CompiledTemplateCacheTests
{
    [Fact]
    public void Get_SameText_IsCompiledOnce()
    {
        var cache = new CompiledTemplateCache();
        var first = cache.Get("{{a}}", isHtml: true);
        Assert.Same(first, cache.Get(new string("{{a}}"), isHtml: true));
        Assert.NotSame(first, cache.Get("{{a}}", isHtml: false));
        Assert.NotSame(first, cache.Get("{{b}}", isHtml: true));
    }

    [Fact]
    public void Get_OnManyThreads_CompilesOnce()
    {
        var cache = new CompiledTemplateCache();
        var found = new CompiledTemplate[64];
        Parallel.For(0, found.Length, i => found[i] = cache.Get("{{#if a}}x{{/if}}", isHtml: true));
        Assert.Single(found.Distinct());
    }

    [Fact]
    public void Get_ManyTexts_ForgetsThoseNotUsedSince()
    {
        var cache = new CompiledTemplateCache(size: 4);
        var kept = cache.Get("kept", isHtml: false);
        var lost = cache.Get("lost", isHtml: false);
        for (var i = 0; i < 20; i++)
        {
            cache.Get(i.ToString(CultureInfo.InvariantCulture), isHtml: false);
            Assert.Same(kept, cache.Get("kept", isHtml: false));
            Assert.InRange(cache.Count, 1, 8);
        }

        Assert.NotSame(lost, cache.Get("lost", isHtml: false));
    }

    [Fact]
    public void Get_LongTextsThatDifferInOneLetter_AreDifferent()
    {
        var cache = new CompiledTemplateCache();
        var text = new string('x', 5000).ToCharArray();
        var first = cache.Get(new string(text), isHtml: false);
        text[2501] = 'y';
        Assert.NotSame(first, cache.Get(new string(text), isHtml: false));
    }
}
