using System.Reflection;
using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>Whatever users of a package see says what it is for.</summary>
public sealed class DocumentationCommentTests
{
    public static TheoryData<string> Packages => Package.Names;

    [Theory]
    [MemberData(nameof(Packages))]
    public void PublicMember_HasASummary(string name)
    {
        var comments = new DocumentationComments(Package.Named(name));
        Rule.Holds("These lack a summary:", comments.Members.Where(m => !comments.IsInherited(m) && comments.Text(m, "summary").Length == 0).Select(CommentId.Of));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Parameter_IsExplained(string name)
    {
        var comments = new DocumentationComments(Package.Named(name));
        var missing = from member in comments.Members
                      where !comments.IsInherited(member)
                      from parameter in ParametersOf(member)
                      where comments.Parameter(member, parameter.Kind, parameter.Name).Length == 0
                      select $"{CommentId.Of(member)}: {parameter.Name}";
        Rule.Holds("These parameters are not explained:", missing);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Task_SaysWhatItReturns(string name)
    {
        var comments = new DocumentationComments(Package.Named(name));
        var missing = comments.Members.OfType<MethodInfo>().Where(m => IsTaskWithResult(m.ReturnType) && !comments.IsInherited(m) && comments.Text(m, "returns").Length == 0);
        Rule.Holds("These do not say what the task returns:", missing.Select(CommentId.Of));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Option_StatesItsDefault(string name)
    {
        var comments = new DocumentationComments(Package.Named(name));
        var silent = comments.Members.OfType<PropertyInfo>()
            .Where(p => p.DeclaringType is { IsClass: true } type && type.Name.EndsWith("Options", StringComparison.Ordinal) && !ApiListing.IsRecord(type))
            .Where(p => !SaysTheDefault(comments.All(p)));
        Rule.Holds("An option says what its default is (\"The default is …\"), or that it is required:", silent.Select(CommentId.Of));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Reference_LeadsSomewhere(string name)
    {
        var comments = new DocumentationComments(Package.Named(name));
        Rule.Holds("These references lead nowhere:", comments.References.Where(r => r.Reference.StartsWith("!:", StringComparison.Ordinal)).Select(r => $"{r.Member}: {r.Reference}"));
    }

    private static bool SaysTheDefault(string text) => text.Contains("default", StringComparison.Ordinal) || text.Contains("Required.", StringComparison.Ordinal);

    private static IEnumerable<(string Kind, string Name)> ParametersOf(MemberInfo member) => member switch
    {
        Type type => type.GetGenericArguments().Select(a => ("typeparam", a.Name)),
        MethodInfo { Name: "op_Equality" or "op_Inequality" } => [],
        MethodInfo method => method.GetParameters().Select(p => ("param", p.Name!)).Concat((method.IsGenericMethod ? method.GetGenericArguments() : []).Select(a => ("typeparam", a.Name))),
        ConstructorInfo constructor => constructor.GetParameters().Select(p => ("param", p.Name!)),
        _ => [],
    };

    private static bool IsTaskWithResult(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>));
}
