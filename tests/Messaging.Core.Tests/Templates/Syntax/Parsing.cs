using Messaging.Templates.Syntax;

namespace Messaging.Core.Tests.Templates.Syntax;

internal static class Parsing
{
    public static ParsedTemplate Parse(string text) => TemplateParser.Parse(SourceText.TryCreate(text)!);

    /// <summary>The only problem of a text, as <c>line:column message</c>.</summary>
    public static string Problem(string text)
    {
        var parsed = Parse(text);
        var problem = Assert.Single(parsed.Problems);
        var (line, column) = parsed.Source.PositionOf(problem.Offset);
        return $"{line}:{column} {problem.Message}";
    }
}
