using System.Reflection;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Conventions;

/// <summary>What is public is sealed, and what is thrown on purpose can be caught as one.</summary>
public sealed class VisibilityTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    // Thrown to a test framework, never to a host.
    private static readonly string[] OtherExceptions = ["Messaging.Testing.Conformance.ConformanceException"];

    private static IEnumerable<Type> Public => Package.All.SelectMany(p => p.PublicTypes);

    [Fact]
    public void PublicClass_IsSealed() => Rule.Holds(
        "A public class is sealed, static or abstract, or somebody will depend on overriding it:",
        Public.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(t => t.FullName!));

    [Fact]
    public void InternalClass_IsSealedUnlessInherited()
    {
        var types = Package.All.SelectMany(p => p.Types).ToList();
        var bases = types.Select(t => t.BaseType).Select(b => b is { IsGenericType: true } ? b.GetGenericTypeDefinition() : b).ToHashSet();
        Rule.Holds(
            "A class that nothing inherits from is sealed:",
            types.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(t)).Select(t => t.FullName!));
    }

    [Fact]
    public void PublicType_HasNoPublicFields() => Rule.Holds(
        "Public state is a property or a constant:",
        from type in Public.Where(t => !t.IsEnum)
        from field in type.GetFields(Declared | BindingFlags.Static)
        where !field.IsLiteral
        select $"{type.FullName}.{field.Name}");

    [Fact]
    public void Exception_IsAMessagingException() => Rule.Holds(
        "Whatever the library throws on purpose can be caught as MessagingException:",
        Public.Where(t => typeof(Exception).IsAssignableFrom(t) && !typeof(MessagingException).IsAssignableFrom(t) && !OtherExceptions.Contains(t.FullName)).Select(t => t.FullName!));

    [Fact]
    public void Builder_KnowsTheServicesAndNothingElse() =>
        Assert.Equal([nameof(MessagingBuilder.Services)], typeof(MessagingBuilder).GetMembers(Declared).Where(m => m is not (ConstructorInfo or MethodInfo { IsSpecialName: true })).Select(m => m.Name));
}
