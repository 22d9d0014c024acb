using Messaging.Templates.Syntax;
using static Messaging.Core.Tests.Templates.Syntax.Parsing;

namespace Messaging.Core.Tests.Templates.Syntax;

public sealed class TemplateParserTests
{
    [Theory]
    [InlineData("")]
    [InlineData("no tags, { braces } and } }} alone")]
    [InlineData("{{name}} {{ patient.firstName }} {{~name~}} {{{html}}}")]
    [InlineData("{{TÊN}} {{MÃ_BOOKING}} {{naïve-name}} {{$x}} {{_x}} {{नमस्ते}}")]
    [InlineData("{{[Họ tên]}} {{a.[b c].d}} {{items.0.name}} {{items.[0].name}} {{a/b}}")]
    [InlineData("{{this}} {{.}} {{./a}} {{this.a}} {{this/a}} {{@root}} {{@root.a}}")]
    [InlineData("{{date due}} {{date due \"long\"}} {{date due 'dd.MM.yyyy'}} {{currency 12.5}} {{currency -3 \"EUR\"}}")]
    [InlineData("{{default (lookup prices (lookup plan 'code')) \"free\"}}")]
    [InlineData("{{#if a}}x{{else if b}}y{{else unless c}}z{{else ifEquals d 1}}u{{else}}v{{/if}}")]
    [InlineData("{{#unless a}}x{{else}}y{{/unless}}{{# if a }}x{{/ if }}")]
    [InlineData("{{#ifEquals a \"b\"}}x{{else if c}}y{{/ifEquals}}{{#ifEquals a null}}x{{/ifEquals}}{{#ifEquals a true}}x{{/ifEquals}}")]
    [InlineData("{{#each items}}{{@index}}{{@key}}{{@first}}{{@last}}{{../a}}{{#each this}}{{@../index}}{{../../a}}{{/each}}{{else if b}}none{{/each}}")]
    [InlineData("{{#each items as |item|}}{{item.a}}{{/each}}{{#each items as |item i|}}{{i}}{{/each}}{{#with a as |b|}}{{b.c}}{{else}}{{d}}{{/with}}")]
    [InlineData("{{> row}}{{> \"row\" item}}{{#*inline \"row\"}}{{@index}}{{name}}{{> row}}{{/inline}}")]
    [InlineData("{{! a }}{{!-- }} {{#if}} --}}{{!}}{{~! x }}{{!---- --}}")]
    [InlineData("\\{{not a tag}} \\\\{{name}} \\{ \\\\{ \\ ")]
    [InlineData("{{date}} {{currency}} {{lookup}} {{default}} {{if}} {{each}}")]
    public void Parse_WellFormed_FindsNoProblem(string text) => Assert.Equal([], Parse(text).Problems);

    [Theory]
    [InlineData("Dear {{name", "1:6 This tag is not closed. Add }} where it ends.")]
    [InlineData("Dear\n{{name and\n{{place}}", "2:1 This tag is not closed. Add }} where it ends.")]
    [InlineData("{{name }", "1:8 A single } stands inside this tag. Close the tag with }}.")]
    [InlineData("{{{name}}", "1:8 This tag begins with three braces but ends with two. Use the same number on both sides.")]
    [InlineData("a{{name}}}", "1:8 This tag begins with two braces but ends with three. Use the same number on both sides; if the last } is text, put a space before it.")]
    [InlineData("{{{name}}}}", "1:8 A } right behind a tag is read as part of the tag. Put a space between them.")]
    [InlineData("{{! note", "1:1 This comment is not closed. Add }} where it ends.")]
    [InlineData("{{!-- note }}", "1:1 This comment is not closed. Add --}} where it ends.")]
    [InlineData("{{! a } b }}", "1:7 This comment holds a single }. Begin the comment with {{!-- and end it with --}}.")]
    [InlineData("{{date due \"long}}", "1:12 The quotation mark that opens here is not closed. Add \" where the text ends.")]
    [InlineData("{{date due “long”}}", "1:12 This quotation mark is curly. Use the straight ones: \" or '.")]
    [InlineData("{{ }}", "1:1 This tag is empty. Write a name between the braces, such as {{firstName}}.")]
    [InlineData("{{[first name}}", "1:3 The square bracket that opens here is not closed. Add ] where the name ends.")]
    [InlineData("{{2nd}}", "1:3 A name cannot begin with a digit. Put it in square brackets, such as {{[2nd-name]}}.")]
    [InlineData("{{currency 1.2.3}}", "1:12 '1.2.3' is not a number. Write it like 1500.75, or put it in quotation marks.")]
    [InlineData("{{name?}}", "1:7 The sign ? cannot stand here. Names have letters, digits, - and _; put any other name in square brackets, such as {{[first name]}}.")]
    [InlineData("{{date(due)}}", "1:7 Put a space before the parenthesis.")]
    [InlineData("{{date\"x\"}}", "1:7 Put a space before the quotation mark.")]
    [InlineData("{{\u200Bname}}", "1:3 An invisible character (U+200B) stands here. Delete it.")]
    [InlineData("{{{{raw}}}}", "1:1 Four braces in a row are not understood. Write {{name}}, or {{{name}}} for a value that is already HTML.")]
    [InlineData("{{patient..name}}", "1:3 'patient..name' is not a name. Names are joined by single dots, such as patient.firstName.")]
    [InlineData("{{name.}}", "1:3 'name.' is not a name. Names are joined by single dots, such as patient.firstName.")]
    [InlineData("{{a[b]}}", "1:3 'a[b]' is not a name. Put a dot between its parts.")]
    [InlineData("{{'text'}}", "1:3 A tag shows a value from the data. Text and numbers need no braces: write them as they are.")]
    [InlineData("{{(date due)}}", "1:3 A tag does not begin with a parenthesis. Write the helper directly behind the braces, such as {{currency amount}}.")]
    [InlineData("{{&name}}", "1:1 The sign & is not understood. For a value that is already HTML, write {{{name}}}.")]
    [InlineData("{{date due style=\"long\"}}", "1:12 Values are given without a name here: leave out 'style='.")]
    [InlineData("{{date (lookup a b}}", "1:8 This ( is not closed. Add ) where the helper's values end.")]
    [InlineData("{{date due)}}", "1:11 This ) closes nothing. Delete it.")]
    [InlineData("{{date (5)}}", "1:9 A helper's name belongs here, such as (lookup prices \"basic\").")]
    [InlineData("{{date |x|}}", "1:8 Names between | | belong behind 'as' in {{#each}} and {{#with}}: {{#each items as |item|}}.")]
    [InlineData("{{#each items as item}}{{/each}}", "1:18 Names are given like this: {{#each items as |item|}}, {{#each items as |item index|}} or {{#with patient as |person|}}.")]
    [InlineData("{{#with a as |b c|}}{{/with}}", "1:14 Names are given like this: {{#each items as |item|}}, {{#each items as |item index|}} or {{#with patient as |person|}}.")]
    public void Parse_MalformedTag_SaysWhereAndWhy(string text, string expected) => Assert.Equal(expected, Problem(text));

    [Theory]
    [InlineData("a\n  {{#if name}} b\n c", "2:3 The block {{#if}} is not closed. Add {{/if}} where it ends.")]
    [InlineData("{{#*inline \"row\"}} b", "1:1 The block {{#*inline}} is not closed. Add {{/inline}} where it ends.")]
    [InlineData("{{#if a}}\n{{#each b}}x\n{{/if}}", "3:1 {{/if}} stands where {{#each}} from line 2 is still open. Add {{/each}} before it.")]
    [InlineData("{{#if a}}x{{/each}}{{/if}}", "1:11 {{/each}} closes nothing. The block that is open here is closed with {{/if}}.")]
    [InlineData("x{{/if}}", "1:2 {{/if}} closes nothing. No block is open here. Delete the tag.")]
    [InlineData("{{#if a}}x{{/}}{{/if}}", "1:11 A closing tag has just the name of its block, such as {{/if}}.")]
    [InlineData("x{{else}}", "1:2 {{else}} stands outside of a block. It belongs between {{#if}} and {{/if}}, or inside another block.")]
    [InlineData("{{#if a}}x{{else}}y{{else if b}}z{{/if}}", "1:20 This block already has an {{else}}, which must be the last one before {{/if}}.")]
    [InlineData("{{#if a}}x{{else each b}}y{{/if}}", "1:18 Behind else, only if, unless or ifEquals can follow, such as {{else if name}}.")]
    [InlineData("{{#if a}}{{#*inline \"p\"}}x{{/inline}}{{/if}}", "1:10 A partial is defined inside a block here. Move its definition out of all blocks, to the beginning of the text.")]
    [InlineData("{{#*inline p}}x{{/inline}}", "1:1 A partial is defined like this: {{#*inline \"name\"}}…{{/inline}}.")]
    [InlineData("{{^name}}", "1:1 The sign ^ is not understood. Write {{else}}, or {{#unless name}}…{{/unless}}.")]
    [InlineData("{{{#if a}}}{{/if}}", "1:1 Tags of blocks and partials have two braces on each side, not three.", 2)]
    public void Parse_MalformedBlock_SaysWhereAndWhy(string text, string expected, int problems = 1)
    {
        var parsed = Parse(text);
        var (line, column) = parsed.Source.PositionOf(parsed.Problems[0].Offset);
        Assert.Equal(expected, $"{line}:{column} {parsed.Problems[0].Message}");
        Assert.Equal(problems, parsed.Problems.Count);
    }

    [Theory]
    [InlineData("{{curency amount}}", "1:3 There is no helper 'curency'. Did you mean 'currency'?")]
    [InlineData("{{Date due}}", "1:3 There is no helper 'Date'. Did you mean 'date'?")]
    [InlineData("{{first name}}", "1:3 There is no helper 'first'. If 'first name' is one name, write {{[first name]}}. The helpers are currency, date, default and lookup.")]
    [InlineData("{{uppercase \"a\"}}", "1:3 There is no helper 'uppercase'. The helpers are currency, date, default and lookup.")]
    [InlineData("{{if name}}", "1:3 'if' surrounds text, so it begins with #. Write it like this: {{#if name}}…{{/if}}")]
    [InlineData("{{elseif name}}", "1:3 Write {{else}} for the other case, or {{else if name}} for a further condition.")]
    [InlineData("{{#ech items}}x{{/ech}}", "1:4 There is no block 'ech'. Did you mean 'each'?")]
    [InlineData("{{#items}}x{{/items}}", "1:4 There is no block 'items'. To repeat a part for every item of 'items', write {{#each items}}; to show it only if there is a value, write {{#if items}}.")]
    [InlineData("{{#compare a b}}x{{/compare}}", "1:4 There is no block 'compare'. The blocks are if, unless, ifEquals, each and with.")]
    [InlineData("{{#date due}}x{{/date}}", "1:4 'date' does not surround text, so it is written without #: {{date dueDate \"long\"}}")]
    [InlineData("{{# }}", "1:1 The name of a block is missing behind #. Write it like this: {{#if name}}…{{/if}}")]
    [InlineData("{{> rwo}}{{#*inline \"row\"}}x{{/inline}}", "1:5 There is no partial 'rwo' in this text. Did you mean 'row'?")]
    [InlineData("{{> card}}", "1:5 There is no partial 'card' in this text. Define it with {{#*inline \"card\"}}…{{/inline}}.")]
    [InlineData("{{>}}", "1:1 The name of a partial is missing. Write it like this: {{> name}}, or {{> name item}} to show it for a value.")]
    [InlineData("{{#*inline \"p\"}}{{/inline}}{{> p a b}}", "1:36 Nothing more can follow here. Close the tag with }}.")]
    [InlineData("{{#*inline \"p\"}}{{/inline}}{{#*inline \"p\"}}{{/inline}}", "1:28 The partial 'p' is defined twice. Give one of them another name.")]
    [InlineData("{{date}}{{date due 'a' 'b'}}", "1:11 'date' takes one or two values, but 3 are given here. Write it like this: {{date dueDate \"long\"}}")]
    [InlineData("{{#if}}x{{/if}}", "1:4 'if' takes one value, but 0 are given here. Write it like this: {{#if name}}…{{/if}}")]
    [InlineData("{{default name}}", "1:3 'default' takes two values, but 1 is given here. Write it like this: {{default name \"customer\"}}")]
    [InlineData("{{../name}}", "1:3 '../name' leads outside: there are fewer {{#each}} and {{#with}} around it than it has ../ steps.")]
    [InlineData("{{#if a}}{{../name}}{{/if}}", "1:12 '../name' leads outside: there are fewer {{#each}} and {{#with}} around it than it has ../ steps.")]
    [InlineData("{{@index}}", "1:3 '@index' has a value only inside {{#each}}.")]
    [InlineData("{{@foo}}", "1:3 There is no '@foo'. Inside {{#each}} there are @index, @key, @first and @last; @root is the whole data.")]
    public void Parse_UnknownName_SaysWhatWasMeant(string text, string expected)
    {
        var parsed = Parse(text);
        var (line, column) = parsed.Source.PositionOf(parsed.Problems[0].Offset);
        Assert.Equal(expected, $"{line}:{column} {parsed.Problems[0].Message}");
    }

    [Fact]
    public void Parse_SeveralProblems_ReportsAllInOrder()
    {
        var problems = Parse("{{nam?}} {{curency a}}\n{{#if a}}\n{{/each}}").Problems;
        Assert.Equal([5, 11, 23, 33], problems.Select(p => p.Offset));
    }

    [Fact]
    public void Parse_BrokenOpeningTag_DoesNotReportItsClosingTag() => Assert.StartsWith("1:11 The sign ?", Problem("{{#if name?}}x{{/if}}"), StringComparison.Ordinal);

    [Fact]
    public void Parse_NestedTooDeep_IsRefusedOnce()
    {
        Assert.Equal([], Parse(Nest(BlockStack.MaxDepth)).Problems);
        Assert.Contains("nested more than 32 deep", Problem(Nest(BlockStack.MaxDepth + 5)), StringComparison.Ordinal);
        Assert.Contains("nested more than 32 deep", Problem("{{#if a}}" + string.Concat(Enumerable.Repeat("{{else if b}}", 60)) + "{{/if}}"), StringComparison.Ordinal);
        Assert.Contains("nested more than 8 deep", Problem("{{date " + string.Concat(Enumerable.Repeat("(lookup a ", 9)) + "b" + new string(')', 9) + "}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooManyTags_IsRefused()
    {
        Assert.Equal([], Parse(string.Concat(Enumerable.Repeat("{{a}}", TemplateParser.MaxTags))).Problems);
        Assert.Contains("more than 2,000 tags", Problem(string.Concat(Enumerable.Repeat("{{a}}", TemplateParser.MaxTags + 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_LongBlankRun_IsRefused()
    {
        Assert.Equal([], Parse(new string('\n', 1000) + "{{a}}").Problems);
        Assert.Contains("More than 1,000 spaces", Problem(new string('\n', 1001) + "{{a}}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DecomposedName_IsTheComposedName()
    {
        var tag = Assert.Single(Parse("{{TE\u0302N}}").Tags);
        Assert.Equal(["TÊN"], Assert.IsType<PathExpression>(tag.Arguments[0]).Segments);
    }

    [Fact]
    public void Parse_InvisibleCharactersInName_AreLeftOut()
    {
        var tag = Assert.Single(Parse("{{first\u00ADNa\u200Bme}}").Tags);
        Assert.Equal(["firstName"], Assert.IsType<PathExpression>(tag.Arguments[0]).Segments);
    }

    [Fact]
    public void Create_HalfASurrogatePair_IsNoText() => Assert.Null(SourceText.TryCreate("a\uD800b"));

    [Theory]
    [InlineData("ab\ncd", 3, 2, 1)]
    [InlineData("ab\r\ncd", 4, 2, 1)]
    [InlineData("ab\rcd", 4, 2, 2)]
    [InlineData("ab", 2, 1, 3)]
    public void PositionOf_CountsLinesAndColumnsFromOne(string text, int offset, int line, int column) =>
        Assert.Equal((line, column), SourceText.TryCreate(text)!.PositionOf(offset));

    private static string Nest(int depth) => string.Concat(Enumerable.Repeat("{{#if a}}", depth)) + "x" + string.Concat(Enumerable.Repeat("{{/if}}", depth));
}
