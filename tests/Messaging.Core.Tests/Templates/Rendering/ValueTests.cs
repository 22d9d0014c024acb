using System.Text.Json.Nodes;
using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class ValueTests
{
    private static readonly object Data = new
    {
        name = "Ada",
        first = "F",
        value = "V",
        index = "I",
        date = "2030-01-31",
        patient = new { firstName = "Lin", address = new { city = "Wien" } },
        items = new object[] { new { name = "Tea", qty = 2 }, new { name = "Ink", qty = 1 } },
        words = new[] { "x", "y" },
        prices = new Dictionary<string, object>(StringComparer.Ordinal) { ["basic"] = 9.50m, ["TÊN"] = 1 },
        yes = true,
        no = false,
        zero = 0,
        total = 1500.00m,
        big = 12345678901234567890.5m,
        tiny = 1e-7,
        huge = 1e300,
        blank = "",
        none = Array.Empty<int>(),
        nothing = (string?)null,
    };

    [Theory]
    [InlineData("{{name}} {{ name }} {{patient.firstName}} {{patient.address.city}} {{patient/firstName}}", "Ada Ada Lin Wien Lin")]
    [InlineData("{{items.0.name}} {{items.[1].name}} {{@root.name}} {{this.name}} {{./name}}", "Tea Ink Ada Ada Ada")]
    [InlineData("{{yes}} {{no}} {{zero}} {{total}} {{big}} {{blank}}.", "true false 0 1500.00 12345678901234567890.5 .")]
    [InlineData("{{first}} {{value}} {{index}} {{date}}", "F V I 2030-01-31")]
    [InlineData("{{#each items as |item|}}{{#with @root}}{{first}}{{value}}{{index}}{{/with}}{{/each}}", "FVIFVI")]
    [InlineData("\\{{name}} \\\\{{name}} a\\b", "{{name}} \\Ada a\\b")]
    [InlineData("{{! hidden }}{{!-- {{name}} --}}a", "a")]
    [InlineData("a {{~ name ~}} b", "aAdab")]
    public void Show_Values_AsTheyAre(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{#if yes}}a{{else}}b{{/if}}{{#if no}}a{{else}}b{{/if}}{{#if zero}}a{{else}}b{{/if}}{{#if blank}}a{{else}}b{{/if}}{{#if none}}a{{else}}b{{/if}}", "abbbb")]
    [InlineData("{{#if nothing}}a{{else}}b{{/if}}{{#if missing.path}}a{{else}}b{{/if}}{{#if items}}a{{/if}}{{#if patient}}a{{/if}}{{#if tiny}}a{{/if}}", "bbaaa")]
    [InlineData("{{#unless missing}}a{{/unless}}{{#unless name}}b{{else}}c{{/unless}}", "ac")]
    [InlineData("{{#if no}}a{{else if missing}}b{{else if yes}}c{{else}}d{{/if}}", "c")]
    [InlineData("{{#if no}}a{{else unless yes}}b{{else ifEquals zero 0}}c{{else}}d{{/if}}", "c")]
    [InlineData("{{#if (lookup prices \"basic\")}}a{{/if}}{{#if (lookup prices \"gold\")}}b{{/if}}", "a")]
    public void If_HoldsForValuesThatSayYes(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("name \"Ada\"", true)]
    [InlineData("name \"ada\"", false)]
    [InlineData("zero 0", true)]
    [InlineData("total 1500", true)]
    [InlineData("total \"1500.0\"", true)]
    [InlineData("total \"many\"", false)]
    [InlineData("\"01\" \"1\"", false)]
    [InlineData("yes true", true)]
    [InlineData("no true", false)]
    [InlineData("missing nothing", true)]
    [InlineData("missing null", true)]
    [InlineData("missing blank", false)]
    [InlineData("missing name", false)]
    [InlineData("items items", false)]
    [InlineData("items.0.qty (lookup items.0 'qty')", true)]
    public void IfEquals_ComparesNumbersAsNumbersAndTextsByLetter(string operands, bool expected) =>
        Assert.Equal(expected ? "same" : "other", Text($"{{{{#ifEquals {operands}}}}}same{{{{else}}}}other{{{{/ifEquals}}}}", Data));

    [Theory]
    [InlineData("{{#each items}}{{@index}}:{{name}}{{#unless @last}}, {{/unless}}{{/each}}", "0:Tea, 1:Ink")]
    [InlineData("{{#each items as |item i|}}{{i}}{{item.name}}{{../name}}{{@first}} {{/each}}", "0TeaAdatrue 1InkAdafalse ")]
    [InlineData("{{#each words}}{{this}}{{.}}{{/each}}{{#each words as |w|}}{{w}}{{/each}}", "xxyyxy")]
    [InlineData("{{#each prices}}{{@key}}={{this}};{{/each}}", "TÊN=1;basic=9.50;")]
    [InlineData("{{#each none}}a{{else}}{{name}}{{/each}}{{#each missing}}a{{else}}b{{/each}}{{#each missing}}a{{else if yes}}c{{/each}}", "Adabc")]
    [InlineData("{{#each items}}{{#each ../words}}{{@../index}}{{@index}}{{this}}{{../name}} {{/each}}{{/each}}", "00xTea 01yTea 10xInk 11yInk ")]
    [InlineData("{{#each items}}{{#each ../none}}{{else}}{{name}}{{../name}}{{/each}}{{/each}}", "TeaAdaInkAda")]
    [InlineData("{{#each items as |item|}}{{#each @root.words as |word|}}{{item.name}}{{word}} {{/each}}{{/each}}", "Teax Teay Inkx Inky ")]
    [InlineData("{{#each prices as |price plan|}}{{plan}} {{price}};{{/each}}", "TÊN 1;basic 9.50;")]
    public void Each_RepeatsWithItsVariables(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{#with patient}}{{firstName}} {{../name}}{{/with}}", "Lin Ada")]
    [InlineData("{{#with patient.address as |home|}}{{home.city}}{{city}}{{/with}}", "WienWien")]
    [InlineData("{{#with missing}}a{{else}}{{name}}{{/with}}", "Ada")]
    [InlineData("{{#with name}}{{this}}{{/with}}", "Ada")]
    public void With_LooksNamesUpInsideAValue(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{lookup prices \"basic\"}} {{lookup items.1 \"name\"}} {{lookup words 1}} {{lookup words \"0\"}}", "9.50 Ink y x")]
    [InlineData("{{lookup prices \"TE\u0302N\"}}", "1")]
    [InlineData("{{default missing \"x\"}} {{default nothing \"x\"}} {{default blank \"x\"}} {{default name \"x\"}} {{default zero 1}} {{default no \"x\"}}", "x x x Ada 0 false")]
    [InlineData("{{default missing.deep.path name}} {{default (lookup prices \"gold\") (default nothing \"y\")}}", "Ada y")]
    public void LookupAndDefault_FindAValue(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{#*inline \"card\"}}<{{name}}>{{/inline}}{{> card}}{{#each items}}{{> card}}{{/each}}{{> \"card\" items.1}}", "<Ada><Tea><Ink><Ink>")]
    [InlineData("{{> card}}{{#*inline \"card\"}}{{name}}{{/inline}}", "Ada")]
    [InlineData("{{#*inline \"a\"}}{{> b patient}}{{/inline}}{{#*inline \"b\"}}{{firstName}}{{@root.name}}{{/inline}}{{> a}}", "LinAda")]
    [InlineData("{{#*inline \"row\"}}{{@index}}{{name}}{{/inline}}{{#each items}}{{> row}}{{/each}}", "0Tea1Ink")]
    public void Partial_IsShownForAValue(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Theory]
    [InlineData("{{#each words}}\n- {{this}}\n{{/each}}\nend", "- x\n- y\nend")]
    [InlineData("  {{#if yes}}\n a\n  {{/if}}\nb", " a\nb")]
    [InlineData("{{! note }}\na", "a")]
    [InlineData("{{#*inline \"p\"}}\nline\n{{/inline}}\na\n  {{> p}}\n\nb", "a\nline\n\nb")]
    [InlineData("{{#*inline \"p\"}}\r\nline\r\n{{/inline}}\r\na\r\n\t{{> p}}\r\nb", "a\r\nline\r\nb")]
    [InlineData("{{#*inline \"p\"}}x{{/inline}}a {{> p}}\nb", "a x\nb")]
    [InlineData("{{#*inline \"p\"}}x{{/inline}}a\n  {{~> p ~}}\n b", "axb")]
    public void Tags_AloneOnALine_TakeTheLineWithThem(string template, string expected) => Assert.Equal(expected, Text(template, Data));

    [Fact]
    public void Name_ComposedOrNot_IsTheSameName()
    {
        const string composed = "MÃ_BOOKING";
        const string decomposed = "MA\u0303_BOOKING";
        foreach (var inTemplate in new[] { composed, decomposed })
        {
            Assert.Equal("B-17", Text($"{{{{{inTemplate}}}}}", new JsonObject { [composed] = "B-17" }));
            Assert.Equal("B-17", Text($"{{{{{inTemplate}}}}}", new JsonObject { [decomposed] = "B-17" }));
        }
    }

    [Fact]
    public void Names_OfDifferentCase_AreDifferentNames() => Assert.Equal("a A", Text("{{name}} {{Name}}", new JsonObject { ["name"] = "a", ["Name"] = "A" }));

    [Fact]
    public void Numbers_AreShownAsWritten() =>
        Assert.Equal("1.50 1E+400 -7 0.0000001", Text("{{a}} {{b}} {{c}} {{d}}", """{"a":1.50,"b":"1E+400","c":-7,"d":0.0000001}"""));

    [Theory]
    [InlineData("{{patient}}", "'patient' is an object with several values")]
    [InlineData("{{items}}", "'items' is a list")]
    [InlineData("{{this}}", "'this' is an object")]
    [InlineData("{{@root}}", "'@root' is an object")]
    [InlineData("{{lookup items 0}}", "'(lookup …)' is an object")]
    [InlineData("{{#each name}}a{{/each}}", "'name' is a text, not a list")]
    [InlineData("{{#each total}}a{{else}}b{{/each}}", "'total' is a number, not a list")]
    [InlineData("{{lookup prices items}}", "'items' is not the name or number of an entry")]
    public void Value_OfTheWrongKind_IsNamed(string template, string expected)
    {
        var e = Failure(template, Data);
        Assert.Equal(TemplateError.BadValue, e.Error);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }
}
