using Messaging.Templates;
using Messaging.Templates.Syntax;

namespace Messaging.Authoring.Reviewing;

/// <summary>Compares the variables that a template uses with those it declares.</summary>
internal static class VariableReview
{
    // Given to every template, with these members and no others. A host may give an object of the same name instead, and declares it then.
    private static readonly string[] AlwaysThere = ["recipient.id", "recipient.name", "recipient.type", "links.unsubscribe", "links.preferences"];

    public static IEnumerable<TemplateFinding> Of(IReadOnlyList<DeclaredVariable> declared, IReadOnlyList<PartReview> parts)
    {
        var level = declared.Count == 0 ? FindingLevel.Warning : FindingLevel.Error;
        foreach (var part in parts)
        {
            foreach (var use in part.Uses.Where(u => !AlwaysThere.Any(a => Covers(a, u.Path)) && !declared.Any(d => Covers(d.Name, u.Path))).DistinctBy(u => u.Path, StringComparer.Ordinal))
            {
                var ask = CloseNames.Ask(use.Path, declared.Select(d => d.Name).Concat(AlwaysThere));
                var isGiven = AlwaysThere.Any(a => use.Path.StartsWith(a[..(a.IndexOf('.', StringComparison.Ordinal) + 1)], StringComparison.Ordinal));
                var message = $"'{use.Path}' is used but not declared. {(ask.Length > 0 ? ask : "Declare it, so that others know it is needed, or take it out.")}";
                yield return part.Find(use.IsRequired && isGiven ? FindingLevel.Error : use.IsRequired ? level : FindingLevel.Warning, "undeclared-variable", message, use.Text, use.Offset);
            }
        }

        foreach (var variable in declared.Where(d => !parts.Any(p => p.Uses.Any(u => Covers(d.Name, u.Path)))))
        {
            yield return new TemplateFinding(FindingLevel.Warning, "unused-variable", $"'{variable.Name}' is declared but no text uses it.");
        }

        foreach (var variable in declared.Where(d => !d.IsRequired))
        {
            foreach (var part in parts.Where(p => p.Uses.Any(u => u.IsRequired && u.Path == variable.Name)))
            {
                var use = part.Uses.First(u => u.IsRequired && u.Path == variable.Name);
                yield return part.Find(
                    FindingLevel.Warning, "optional-variable", $"'{variable.Name}' may be missing, and then nothing is sent. Cover its absence: {{{{default {variable.Name} \"…\"}}}} or {{{{#if {variable.Name}}}}}…{{{{/if}}}}.", use.Text, use.Offset);
            }
        }
    }

    // A declared object covers its members; a declared member covers the object it is in, which is opened to show it.
    private static bool Covers(string declared, string used) => IsWithin(used, declared) || IsWithin(declared, used);

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] is '.' or '[');
}
