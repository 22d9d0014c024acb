using System.Reflection;
using System.Xml.Linq;
using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Docs;

/// <summary>The documentation comments of a package, as they are shipped beside its assembly.</summary>
internal sealed class DocumentationComments
{
    private readonly Dictionary<string, XElement> _members;

    public DocumentationComments(Package package)
    {
        var file = XDocument.Load(Path.ChangeExtension(package.Assembly.Location, ".xml"));
        _members = file.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, StringComparer.Ordinal);
        Members = [.. package.PublicTypes.SelectMany(t => ApiListing.Members(t).Where(IsDocumented).Prepend(t))];
    }

    /// <summary>Everything that needs a comment.</summary>
    public IReadOnlyList<MemberInfo> Members { get; }

    /// <summary>Every reference that comments make to code, of hidden members too.</summary>
    public IEnumerable<(string Member, string Reference)> References =>
        from member in _members
        from element in member.Value.Descendants()
        let reference = element.Attribute("cref")
        where reference is not null
        select (member.Key, reference.Value);

    /// <summary>The text of a comment's part, or an empty string.</summary>
    public string Text(MemberInfo member, string part) => Find(member)?.Element(part)?.Value.Trim() ?? "";

    public string Parameter(MemberInfo member, string kind, string name) =>
        Find(member)?.Elements(kind).FirstOrDefault(p => p.Attribute("name")?.Value == name)?.Value.Trim() ?? "";

    /// <summary>Whether the comment is taken from what the member implements or overrides.</summary>
    public bool IsInherited(MemberInfo member) => Find(member)?.Element("inheritdoc") is not null;

    /// <summary>All that a comment says.</summary>
    public string All(MemberInfo member) => Find(member)?.Value ?? "";

    private XElement? Find(MemberInfo member) => _members.GetValueOrDefault(CommentId.Of(member));

    // A constructor without parameters that nobody wrote has nothing to say.
    private static bool IsDocumented(MemberInfo member) => member is not ConstructorInfo constructor || constructor.GetParameters().Length > 0;
}
