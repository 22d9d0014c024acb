using static Messaging.Core.Tests.Templates.Rendering.Render;

namespace Messaging.Core.Tests.Templates.Rendering;

public sealed class MissingValueTests
{
    private static readonly object Data = new
    {
        name = "Ada",
        nothing = (string?)null,
        patient = new { age = 7, nickname = (string?)null },
        items = new object?[] { new { name = "Tea" }, null, new { qty = 1 } },
        lists = new[] { new[] { new { a = 1 } } },
    };

    [Theory]
    [InlineData("{{nope}}", "nope", 1, 3)]
    [InlineData("Dear\n  {{ nothing }}", "nothing", 2, 6)]
    [InlineData("{{patient.firstName}}", "patient.firstName", 1, 3)]
    [InlineData("{{patient.nickname}}", "patient.nickname", 1, 3)]
    [InlineData("{{doctor.address.city}}", "doctor.address.city", 1, 3)]
    [InlineData("{{@root.nope}}", "nope", 1, 3)]
    [InlineData("{{#if nope}}{{nope}}{{/if}}\n{{nope}}", "nope", 2, 3)]
    [InlineData("{{#with patient}}{{city}}{{/with}}", "patient.city", 1, 20)]
    [InlineData("{{#each items}}{{default name \"-\"}}{{qty}}{{/each}}", "items[0].qty", 1, 38)]
    [InlineData("{{#each items as |item|}}{{item.name}}{{/each}}", "items[1].name", 1, 28)]
    [InlineData("{{#each lists}}{{#each this}}{{b}}{{/each}}{{/each}}", "lists[0][0].b", 1, 32)]
    [InlineData("{{items.7.name}}", "items[7].name", 1, 3)]
    [InlineData("{{#each items}}{{#with this}}{{name}}{{/with}}{{/each}}", "items[1]", 1, 24)]
    [InlineData("{{currency amount}}", "amount", 1, 3)]
    [InlineData("{{currency patient.age patient.currency}}", "patient.currency", 1, 3)]
    [InlineData("{{date (lookup patient \"born\") \"long\"}}", "patient.born", 1, 3)]
    [InlineData("{{lookup patient nope}}", "nope", 1, 3)]
    [InlineData("{{default nope alsoNope}}", "alsoNope", 1, 3)]
    [InlineData("{{#each nope}}a{{/each}}", "nope", 1, 9)]
    [InlineData("{{#with nope}}a{{/with}}", "nope", 1, 9)]
    [InlineData("{{#*inline \"p\"}}{{city}}{{/inline}}{{> p patient}}", "patient.city", 1, 19)]
    [InlineData("{{#*inline \"p\"}}a{{/inline}}{{> p nope}}", "nope", 1, 35)]
    public void Missing_WhereItIsShown_IsNamedWithItsPathAndPlace(string template, string path, int line, int column)
    {
        var e = Failure(template, Data);
        Assert.Equal((TemplateError.MissingValue, path, (int?)line, (int?)column), (e.Error, e.Value, e.Line, e.Column));
        Assert.Equal("sms.text", e.Part);
        Assert.StartsWith($"sms.text, line {line}, column {column}: '{path}' has no value.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{name.Length}}", "name.Length")]
    [InlineData("{{patient.age.Scale}}", "patient.age.Scale")]
    [InlineData("{{items.Count}}", "items.Count")]
    [InlineData("{{items.length}}", "items.length")]
    [InlineData("{{this.GetType}}", "GetType")]
    [InlineData("{{#with name}}{{this.Length}}{{/with}}", "this.Length")]
    [InlineData("{{name.GetType.Assembly.Location}}", "name.GetType.Assembly.Location")]
    [InlineData("{{#each items}}{{@index.MaxValue}}{{/each}}", "@index.MaxValue")]
    [InlineData("{{currency name.Length}}", "name.Length")]
    [InlineData("{{lookup name \"Length\"}}", "name")]
    [InlineData("{{Path}}", "Path")]
    [InlineData("{{this.Pass}}", "Pass")]
    public void Member_OfANetType_IsNoValue(string template, string path)
    {
        var e = Failure(template, Data);
        Assert.Equal((TemplateError.MissingValue, path), (e.Error, e.Value));
    }

    [Fact]
    public void Message_SaysHowToMendIt() => Assert.Equal(
        "sms.text, line 1, column 3: 'patient.city' has no value. Add it to the data, or cover its absence: {{default patient.city \"…\"}} or {{#if patient.city}}…{{/if}}.",
        Failure("{{patient.city}}", Data).Message);
}
