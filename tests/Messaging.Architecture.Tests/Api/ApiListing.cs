using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Messaging.Architecture.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Messaging.Architecture.Tests.Api;

/// <summary>Everything that users of a package can see, as text: types and members, with the defaults of options, and the log events that dashboards rely on.</summary>
internal static class ApiListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static string Of(Package package)
    {
        var text = new StringBuilder($"# What users of {package.Name} see. A test compares it; run the tests with MESSAGING_ACCEPT_API=1 to accept a change.\n");
        foreach (var group in package.PublicTypes.GroupBy(t => t.Namespace!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"\nnamespace {group.Key}\n");
            foreach (var type in group.OrderBy(t => t.FullName, StringComparer.Ordinal))
            {
                text.Append('\n');
                Append(text, type);
            }
        }

        AppendEvents(text, package);
        return text.ToString();
    }

    /// <summary>The members of a type that were written by hand and are visible, in the order they are listed.</summary>
    public static IEnumerable<MemberInfo> Members(Type type) => type.GetMembers(Declared)
        .Where(IsVisible)
        .OrderBy(m => m switch { FieldInfo => 0, ConstructorInfo => 1, PropertyInfo => 2, EventInfo => 3, _ => m.Name.StartsWith("op_", StringComparison.Ordinal) ? 5 : 4 })
        .ThenBy(m => m.Name, StringComparer.Ordinal)
        .ThenBy(m => m.ToString(), StringComparer.Ordinal);

    /// <summary>Whether a type is a record.</summary>
    public static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null || (type.IsValueType && type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true);

    private static void Append(StringBuilder text, Type type)
    {
        if (type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            text.Append("[Flags]\n");
        }

        AppendObsolete(text, type, "");
        text.Append("public ").Append(Kind(type)).Append(TypeText.Declared(type)).Append(Bases(type)).Append(TypeText.Constraints(type.GetGenericArguments().Where(a => a.IsGenericParameter))).Append('\n');
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(f => Convert.ToInt64(f.GetRawConstantValue(), CultureInfo.InvariantCulture)))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {field.Name} = {field.GetRawConstantValue()}\n");
            }

            return;
        }

        var isOptions = type.Name.EndsWith("Options", StringComparison.Ordinal);
        var defaults = type is { IsClass: true, IsAbstract: false } && type.GetConstructor([]) is not null ? Activator.CreateInstance(type) : null;
        foreach (var member in Members(type))
        {
            AppendObsolete(text, member, "    ");
            text.Append("    ").Append(member switch
            {
                FieldInfo field => ApiMember.Field(field),
                ConstructorInfo constructor => ApiMember.Constructor(constructor),
                PropertyInfo property => ApiMember.Property(property, defaults, isOptions),
                EventInfo @event => ApiMember.Event(@event),
                MethodInfo method => ApiMember.Method(method),
                _ => member.ToString(),
            }).Append('\n');
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        PropertyInfo property => ApiMember.Visible(property.GetMethod) is not null || ApiMember.Visible(property.SetMethod) is not null,
        EventInfo @event => ApiMember.Visible(@event.AddMethod) is not null,
        ConstructorInfo constructor => (constructor.IsPublic || constructor.IsFamily || constructor.IsFamilyOrAssembly) && !constructor.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false),
        MethodInfo method => ApiMember.Visible(method) is not null && !method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)),
        _ => false,
    };

    private static string Kind(Type type)
    {
        if (type.IsEnum)
        {
            return "enum ";
        }

        if (type.IsInterface)
        {
            return "interface ";
        }

        if (type.IsValueType)
        {
            var isReadOnly = type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false);
            return $"{(isReadOnly ? "readonly " : "")}{(IsRecord(type) ? "record " : "")}struct ";
        }

        var modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "";
        return $"{modifier}{(IsRecord(type) ? "record" : "class")} ";
    }

    private static string Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? "" : $" : {TypeText.Of(Enum.GetUnderlyingType(type))}";
        }

        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible && !inherited.Contains(i) && !(IsRecord(type) && i == typeof(IEquatable<>).MakeGenericType(type)));
        var bases = interfaces.Select(TypeText.Of).Order(StringComparer.Ordinal);
        var all = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? bases.Prepend(TypeText.Of(parent)) : bases;
        return all.Any() ? $" : {string.Join(", ", all)}" : "";
    }

    private static void AppendObsolete(StringBuilder text, MemberInfo member, string indent)
    {
        // Compilers that do not know required members are kept off by the same attribute.
        if (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete && !member.IsDefined(typeof(CompilerFeatureRequiredAttribute), inherit: false))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}[Obsolete(\"{obsolete.Message}\")]\n");
        }
    }

    private static void AppendEvents(StringBuilder text, Package package)
    {
        var events = LogEvents(package).OrderBy(e => e.Event.EventId).ToList();
        if (events.Count > 0)
        {
            text.Append("\nlog events\n\n");
            events.ForEach(e => text.Append(CultureInfo.InvariantCulture, $"    {e.Event.EventId} {e.Event.EventName} {e.Event.Level} ({string.Join(", ", ValuesOf(e.Method))})\n"));
        }
    }

    private static IEnumerable<string> ValuesOf(MethodInfo method) =>
        method.GetParameters().Where(p => p.ParameterType != typeof(ILogger)).Select(p => char.ToUpperInvariant(p.Name![0]) + p.Name[1..]);

    /// <summary>The log events of a package.</summary>
    public static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Event)> LogEvents(Package package) =>
        from type in package.Types
        from method in type.GetMethods(Declared)
        let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
        where attribute is not null
        select (method, attribute);
}
