using static Messaging.Core.Tests.Templates.Syntax.Parsing;

namespace Messaging.Core.Tests.Templates.Syntax;

public sealed class TemplateVariableTests
{
    [Theory]
    [InlineData("{{name}} {{patient.firstName}} {{name}}", "name! patient.firstName!")]
    [InlineData("{{currency amount code}} {{date (lookup dates \"due\") style}}", "amount! code! dates! style!")]
    [InlineData("{{default nickname \"x\"}} {{default a b}}", "nickname a b!")]
    [InlineData("{{#if a}}{{b}}{{else if c}}{{/if}}{{#unless d}}{{/unless}}{{#ifEquals e f}}{{/ifEquals}}", "a b! c d e f")]
    [InlineData("{{#if name}}{{name}}{{/if}}", "name!")]
    [InlineData("{{#each items}}{{name}}{{../total}}{{@root.code}}{{@index}}{{this}}{{/each}}", "items! items[].name! total! code! items[]!")]
    [InlineData("{{#each items}}{{name}}{{else}}{{none}}{{/each}}", "items items[].name! none!")]
    [InlineData("{{#each orders as |order i|}}{{#each order.lines as |line|}}{{line.sku}}{{order.id}}{{i}}{{/each}}{{/each}}", "orders! orders[].lines! orders[].lines[].sku! orders[].id!")]
    [InlineData("{{#with patient}}{{firstName}}{{#with address}}{{../../city}}{{../phone}}{{/with}}{{/with}}", "patient! patient.firstName! patient.address! city! patient.phone!")]
    [InlineData("{{#with patient as |p|}}{{p.name}}{{else}}{{other}}{{/with}}", "patient patient.name! other!")]
    [InlineData("{{items.0.name}} {{items.[1].name}}", "items[].name!")]
    [InlineData("{{#*inline \"row\"}}{{name}}{{@root.code}}{{/inline}}{{#each items}}{{> row}}{{/each}}{{> row patient}}", "code! items! items[].name! patient! patient.name!")]
    [InlineData("{{#*inline \"tree\"}}{{name}}{{#each children}}{{> tree}}{{/each}}{{/inline}}{{> tree root}}", "root.name! root.children! root!")]
    [InlineData("{{#each (lookup lists \"a\")}}{{name}}{{/each}}", "lists!")]
    [InlineData("{{this}} {{@root}}", "")]
    public void Variables_AreThePathsFromTheRoot(string text, string expected)
    {
        var parsed = Parse(text);
        Assert.Equal([], parsed.Problems);
        Assert.Equal(
            expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            parsed.Variables.Select(v => v.Path + (v.IsRequired ? "!" : "")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Variables_CarryTheirFirstPlace() => Assert.Equal(9, Parse("{{#if a}}{{b}}{{/if}}{{b}}").Variables.Single(v => v.Path == "b").Offset - 2);
}
