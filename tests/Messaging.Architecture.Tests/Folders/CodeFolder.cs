using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Folders;

/// <summary>The folder of a type, which is its namespace below the package's.</summary>
internal static class CodeFolder
{
    /// <summary>The folder, such as <c>Templates/Syntax</c>; empty for a type at the root of its package.</summary>
    public static string Of(Package package, Type type) => Of(package, type.Namespace!);

    public static string Of(Package package, string @namespace) =>
        @namespace.Length > package.RootNamespace.Length && @namespace.StartsWith(package.RootNamespace + ".", StringComparison.Ordinal)
            ? @namespace[(package.RootNamespace.Length + 1)..].Replace('.', '/')
            : "";

    /// <summary>The first part of a folder.</summary>
    public static string Top(string folder) => folder.Split('/')[0];
}
