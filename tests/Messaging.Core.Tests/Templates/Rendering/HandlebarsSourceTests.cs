using Messaging.Core.Tests.Templates.Syntax;
using Messaging.Templates.Rendering;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class HandlebarsSourceTests
{
    [Theory]
    [InlineData("a {{name}} b", "a {{show 0 this.[name]}} b")]
    [InlineData("{{~ patient.firstName ~}}", "{{~show 0 this.[patient].[firstName] ~}}")]
    [InlineData("{{{html}}}", "{{{show 0 this.[html]}}}")]
    [InlineData("{{{~html~}}}", "{{{~show 0 this.[html] ~}}}")]
    [InlineData("{{this}}{{.}}{{@root.a}}", "{{show 0 this}}{{show 1 this}}{{show 2 @root.[a]}}")]
    [InlineData("{{[Họ tên]}}{{a.[b c]}}{{items.0.x}}", "{{show 0 this.[Họ tên]}}{{show 1 this.[a].[b c]}}{{show 2 this.[items].[0].[x]}}")]
    [InlineData("{{date}}{{date due}}{{date due 'long'}}", "{{show 0 this.[date]}}{{show 1 (date 2 this.[due])}}{{show 3 (date 4 this.[due] 'long')}}")]
    [InlineData("{{default (lookup a \"b\") 12.5}}", "{{show 0 (default 1 (pick 2 this.[a] \"b\") 12.5)}}")]
    [InlineData("{{! secret }}{{~!-- a }} --}}", "{{!}}{{~!}}")]
    [InlineData("\\{{a}} \\\\{{a}}", "\\{{a}} \\\\{{show 0 this.[a]}}")]
    public void Write_Values_GoThroughOurHelpersWithTheirPlace(string text, string expected) => Assert.Equal(expected, Write(text));

    [Theory]
    [InlineData("{{#if a}}x{{else if b}}y{{else}}z{{/if}}", "{{#if (is 0 this.[a])}}x{{else if (is 1 this.[b])}}y{{else}}z{{/if}}")]
    [InlineData("{{#unless a}}x{{else unless b}}y{{/unless}}", "{{#unless (is 0 this.[a])}}x{{else if (not 1 this.[b])}}y{{/unless}}")]
    [InlineData("{{#ifEquals a 1}}x{{else ifEquals a null}}y{{/ifEquals}}", "{{#if (equals 0 this.[a] 1)}}x{{else if (equals 1 this.[a] null)}}y{{/if}}")]
    [InlineData("{{#if 5~}}x{{~/if}}", "{{#if (is 0 5) ~}}x{{~/if}}")]
    [InlineData("{{#each a}}{{b}}{{/each}}", "{{#each (items 0 this.[a])}}{{show 1 this.[b]}}{{/each}}")]
    [InlineData("{{#each a}}x{{else}}y{{/each}}", "{{#each (itemsOrNone 0 this.[a])}}x{{else}}y{{/each}}")]
    [InlineData("{{#with a}}x{{/with}}{{#with a}}x{{else}}y{{/with}}", "{{#with (scope 0 this.[a])}}x{{/with}}{{#with (scopeOrNone 1 this.[a])}}x{{else}}y{{/with}}")]
    public void Write_Blocks_AreThoseTheEngineKnows(string text, string expected) => Assert.Equal(expected, Write(text));

    [Theory]
    [InlineData("{{#each a}}{{../b}}{{@index}}{{#with c}}{{../../b}}{{../d}}{{@../index}}{{/with}}{{/each}}", "../this.[b] @index ../../this.[b] ../this.[d] @../index")]
    [InlineData("{{#each a as |item i|}}{{item.b}}{{i}}{{item}}{{#with item.c as |d|}}{{item.b}}{{i}}{{d}}{{/with}}{{/each}}", "this.[b] @key this ../this.[b] @../key this")]
    [InlineData("{{#each a}}{{else}}{{b}}{{#each c}}{{../b}}{{/each}}{{/each}}", "../this.[b] ../../this.[b]")]
    [InlineData("{{#each a}}{{#each b}}{{else}}{{@index}}{{../c}}{{/each}}{{/each}}", "@../index ../../this.[c]")]
    [InlineData("{{#with a}}{{else}}{{b}}{{/with}}", "this.[b]")]
    [InlineData("{{#if a}}{{#each b}}{{#if c}}{{../d}}{{/if}}{{/each}}{{/if}}", "../this.[d]")]
    public void Write_Paths_AreCountedInTheEnginesFrames(string text, string expected)
    {
        var shown = Write(text).Split("{{show ").Skip(1).Select(s => s[(s.IndexOf(' ', StringComparison.Ordinal) + 1)..s.IndexOf('}', StringComparison.Ordinal)]);
        Assert.Equal(expected, string.Join(' ', shown));
    }

    [Theory]
    [InlineData("{{#*inline \"a b\"}}x{{/inline}}{{> \"a b\"}}", "{{#*inline \"p0\"}}x{{/inline}}{{> p0 (enter 0 this)}}")]
    [InlineData("{{> two c}}{{#*inline \"one\"}}{{/inline}}{{#*inline \"two\"}}{{/inline}}", "{{> p1 (enter 0 this.[c])}}{{#*inline \"p0\"}}{{/inline}}{{#*inline \"p1\"}}{{/inline}}")]
    [InlineData("{{#*inline \"p\"}}{{/inline}}\n  {{> p}}\n  x {{> p}}\n\t{{~> p}}", "{{#*inline \"p0\"}}{{/inline}}\n{{> p0 (enter 0 this)}}\n  x {{> p0 (enter 1 this)}}\n{{~> p0 (enter 2 this)}}")]
    public void Write_Partials_AreNumberedAndNotIndented(string text, string expected) => Assert.Equal(expected, Write(text));

    [Fact]
    public void Write_Sites_TellWhereEachValueStands()
    {
        var (_, sites) = HandlebarsSource.Write([new TextPart(null, Parsing.Parse("a {{date due \"long\"}}"))]);
        Assert.Equal([(2, "(date …)@4"), (4, "due@9 \"long\"@13")], sites.Select(s => (s.Offset, string.Join(' ', s.Arguments.Select(a => $"{a.Text}@{a.Offset}")))));
    }

    private static string Write(string text)
    {
        var parsed = Parsing.Parse(text);
        Assert.Equal([], parsed.Problems);
        return HandlebarsSource.Write([new TextPart(null, parsed)]).Sources[0].Text;
    }
}
