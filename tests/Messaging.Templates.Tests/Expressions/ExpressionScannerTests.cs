using Messaging.Expressions;

namespace Messaging.Templates.Tests.Expressions;

public sealed class ExpressionScannerTests
{
    [Theory]
    [InlineData("a {{b}} c", "{{b}}:Value")]
    [InlineData("{{{b}}}{{> p}}{{~> p ~}}", "{{{b}}}:Markup {{> p}}:Markup {{~> p ~}}:Markup")]
    [InlineData("{{#if a}}{{else if b}}{{else}}{{elsewhere}}{{/if}}", "{{#if a}}:Open {{else if b}}:Else {{else}}:Else {{elsewhere}}:Value {{/if}}:Close")]
    [InlineData("{{ #if a }}{{~/if~}}", "{{ #if a }}:Open {{~/if~}}:Close")]
    [InlineData("{{! a }}{{!-- }} {{x}} --}}{{~!-- a --~}}b", "{{! a }}:Comment {{!-- }} {{x}} --}}:Comment {{~!-- a --~}}:Comment")]
    [InlineData("{{default a \"}}\"}}{{default a '}}'}}", "{{default a \"}}\"}}:Value {{default a '}}'}}:Value")]
    [InlineData("\\{{no}} \\\\{{yes}}", "\\{{:Escaped {{yes}}:Value")]
    [InlineData("{{#*inline \"a\"}}{{/inline}}", "{{#*inline \"a\"}}:Open {{/inline}}:Close")]
    [InlineData("{{open", "")]
    [InlineData("{{!-- open }}", "")]
    [InlineData("{ {a} } }}", "")]
    [InlineData("{{}}", "{{}}:Value")]
    public void Scan_FindsTags(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ExpressionScanner.Scan(text).Select(e => $"{text[e.Start..e.End]}:{e.Kind}")));

    [Fact]
    public void Mask_KeepsEveryPlace() => Assert.Equal("a ..... c", ExpressionScanner.Mask("a {{b}} c", ExpressionScanner.Scan("a {{b}} c"), _ => '.'));
}
