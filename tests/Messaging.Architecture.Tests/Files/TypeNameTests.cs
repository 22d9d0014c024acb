using Messaging.Architecture.Tests.Support;
using Microsoft.Extensions.Hosting;

namespace Messaging.Architecture.Tests.Files;

/// <summary>Names say what a type does, not that it does something.</summary>
public sealed class TypeNameTests
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Base", "Impl"];

    // Where the word is a term of its subject and not a way to avoid a name.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["Messaging.Templates.Rendering.TemplateHelpers"] = "helpers are what Handlebars calls the functions of templates",
    };

    [Fact]
    public void TypeName_EndsInNoEmptyWord() => Rule.Holds(
        $"A name that ends in {string.Join(", ", Empty)} says nothing. Name what the type does:",
        Types().Where(t => Empty.Any(w => NameOf(t).EndsWith(w, StringComparison.Ordinal)) && !Allowed.ContainsKey(t.FullName!)).Select(t => t.FullName!));

    [Fact]
    public void Service_IsHosted() => Rule.Holds(
        "Only what the host runs in the background is called a service:",
        Types().Where(t => NameOf(t).EndsWith("Service", StringComparison.Ordinal) && !typeof(IHostedService).IsAssignableFrom(t)).Select(t => t.FullName!));

    [Fact]
    public void ExtensionMethods_AreInTypesCalledSo() => Rule.Holds(
        "Extension methods stand in a type that ends in Extensions:",
        Types().Where(t => t.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), inherit: false) && !NameOf(t).EndsWith("Extensions", StringComparison.Ordinal)).Select(t => t.FullName!));

    private static IEnumerable<Type> Types() => Package.All.SelectMany(p => p.Types);

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}
