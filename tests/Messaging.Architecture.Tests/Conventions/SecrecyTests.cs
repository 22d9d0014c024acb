using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Messaging.Architecture.Tests.Api;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Conventions;

/// <summary>
/// What an object prints ends up in logs, so only what is named here may appear. A record prints all its members unless it says otherwise: each that holds a text, wherever it is, is filled
/// with marks and printed.
/// </summary>
public sealed class SecrecyTests
{
    private const BindingFlags Fields = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private const string Mark = "canary:";
    private const int MaxDepth = 4;

    // Members that may stand in a log. Ids, codes, kinds and words of the host's own: no addresses, no names of people, no content, no words of providers.
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "AccountSid", "Channel", "Code", "Connection", "ContentType", "CreatedBy", "Currency", "Cursor", "DefaultLocale", "DefaultTimeZone", "EnhancedCode", "EntityId", "EntityType", "Facts", "Hash", "Host", "Id",
        "IdempotencyKey", "InstallationKey", "Key", "Locale", "Message", "MessageId", "Name", "Next", "Node", "Plan", "Prefix", "Provider", "ProviderMessageId", "Reason", "RecipientId", "RecipientType",
        "Schema", "Sid", "Table", "Target", "Template", "TemplateCode", "TemplateVersion", "Tenant", "TenantId", "TimeZone", "TraceParent", "Type", "Value", "Variant", "Version",
        "Call", "Boolean", "Bytes", "Guid", "Int16", "Int32", "Int64", "Time",
    };

    // What authors of templates wrote, and places in it: the same for all recipients.
    private static readonly HashSet<string> ShownOfTemplates = new(StringComparer.Ordinal)
    {
        "Category", "DataPath", "Description", "Example", "Helper", "Html", "Image", "Include", "Layout", "Link", "Part", "Partial", "Path", "Problem", "Shown", "Source", "Subject", "Text", "Variable",
    };

    private static readonly List<Type> Printing =
        [.. Package.All.SelectMany(p => p.Types).Where(t => t is { IsAbstract: false, IsEnum: false, IsGenericTypeDefinition: false } && !typeof(Delegate).IsAssignableFrom(t) && Prints(t))];

    [Fact]
    public void Type_PrintsOnlyWhatMayStandInALog() => Rule.Holds(
        "These types print what does not belong in a log. Override ToString(), or decide that it may stand there, and name it here:",
        from type in Printing
        from member in Printed(type)
        where !IsShown(type, member)
        select $"{type.FullName}: {member}");

    private static bool IsShown(Type type, string member) =>
        Shown.Contains(member) || (IsAboutTemplates(type.Namespace!) && ShownOfTemplates.Contains(member));

    private static bool IsAboutTemplates(string space) => space.StartsWith("Messaging.Templates", StringComparison.Ordinal) || space.StartsWith("Messaging.Authoring", StringComparison.Ordinal);

    private static bool Prints(Type type) => ApiListing.IsRecord(type) || type.GetMethod(nameof(ToString), [])!.DeclaringType == type;

    // The members whose texts appear, by the names of the fields that hold them.
    private static List<string> Printed(Type type)
    {
        string text;
        try
        {
            text = Filled(type, "", 0)!.ToString() ?? "";
        }
        catch (Exception e) when (e is NullReferenceException or InvalidOperationException or ArgumentException)
        {
            text = $"{Mark}{e.GetType().Name} while it is printed;";
        }

        return [.. text.Split(Mark).Skip(1).Select(t => t[..t.IndexOf(';', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static object? Filled(Type type, string member, int depth)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Filled(value, member, depth);
        }

        if (type == typeof(string) || type == typeof(object))
        {
            return $"{Mark}{member};";
        }

        if (type == typeof(StringBuilder))
        {
            return new StringBuilder($"{Mark}{member};");
        }

        if (type == typeof(Lazy<string>))
        {
            return new Lazy<string>($"{Mark}{member};");
        }

        if (type.IsArray)
        {
            return Array.CreateInstance(type.GetElementType()!, 0);
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            return EmptyCollection(type);
        }

        var isOurs = type.Namespace?.StartsWith("Messaging", StringComparison.Ordinal) == true && type is { IsInterface: false, IsAbstract: false, IsEnum: false };
        if (!isOurs || depth > MaxDepth)
        {
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }

        var instance = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var field in FieldsOf(type))
        {
            field.SetValue(instance, Filled(field.FieldType, Name(field), depth + 1));
        }

        return instance;
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type? type) => type is null || type == typeof(object) || type == typeof(ValueType) ? [] : type.GetFields(Fields).Concat(FieldsOf(type.BaseType));

    private static string Name(FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name.TrimStart('_');
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    private static object? EmptyCollection(Type type)
    {
        var arguments = type.IsGenericType ? type.GetGenericArguments() : [];
        var candidates = arguments.Length switch
        {
            1 => new[] { typeof(List<>), typeof(HashSet<>) },
            2 => [typeof(Dictionary<,>)],
            _ => [],
        };
        var fit = candidates.Select(c => c.MakeGenericType(arguments)).FirstOrDefault(type.IsAssignableFrom);
        return fit is null ? null : Activator.CreateInstance(fit);
    }
}
