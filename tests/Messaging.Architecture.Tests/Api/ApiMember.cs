using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Messaging.Architecture.Tests.Api;

/// <summary>Writes members as C# declares them.</summary>
internal static class ApiMember
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Lock Gate = new();
    private static readonly string[] Trivial = ["null", "\"\"", "false", "0", "00:00:00", "[]"];

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_Equality"] = "operator ==", ["op_Inequality"] = "operator !=", ["op_Implicit"] = "implicit operator", ["op_Explicit"] = "explicit operator",
        ["op_LessThan"] = "operator <", ["op_GreaterThan"] = "operator >", ["op_LessThanOrEqual"] = "operator <=", ["op_GreaterThanOrEqual"] = "operator >=",
    };

    public static string Field(FieldInfo field)
    {
        var type = TypeText.Of(field.FieldType, Locked(() => Nullability.Create(field)));
        return field.IsLiteral
            ? $"const {type} {field.Name} = {Value(field.GetRawConstantValue())}"
            : $"{Access(field.IsFamily || field.IsFamilyOrAssembly)}{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{type} {field.Name}";
    }

    /// <summary>A property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="defaults">A new instance, to read the default from, or null.</param>
    /// <param name="showsAll">Whether to show a default that is empty, false or zero as well.</param>
    public static string Property(PropertyInfo property, object? defaults, bool showsAll)
    {
        var (get, set) = (Visible(property.GetMethod), Visible(property.SetMethod));
        var first = get ?? set!;
        var isInit = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        var accessors = $"{{ {(get is null ? "" : "get; ")}{(set is null ? "" : isInit ? "init; " : "set; ")}}}";
        var required = property.IsDefined(typeof(RequiredMemberAttribute), inherit: false) ? "required " : "";
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(Parameter))}]" : property.Name;
        var value = defaults is not null && set is not null && required.Length == 0 ? Value(property.GetValue(defaults)) : null;
        var @default = value is null || (Trivial.Contains(value) && !showsAll) ? "" : $" = {value}";
        return $"{Access(first.IsFamily || first.IsFamilyOrAssembly)}{Modifiers(first)}{required}{TypeText.Of(property.PropertyType, Locked(() => Nullability.Create(property)))} {index} {accessors}{@default}";
    }

    public static string Event(EventInfo @event) =>
        $"{Modifiers(@event.AddMethod!)}event {TypeText.Of(@event.EventHandlerType!, Locked(() => Nullability.Create(@event)))} {@event.Name}";

    public static string Constructor(ConstructorInfo constructor) =>
        $"{Access(constructor.IsFamily || constructor.IsFamilyOrAssembly)}{constructor.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})";

    public static string Method(MethodInfo method)
    {
        if (Operators.TryGetValue(method.Name, out var @operator))
        {
            var returned = TypeText.Of(method.ReturnType);
            return @operator.EndsWith("operator", StringComparison.Ordinal) ? $"static {@operator} {returned}({Parameters(method)})" : $"static {returned} {@operator}({Parameters(method)})";
        }

        var generics = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        var name = generics.Length > 0 ? $"{method.Name}<{string.Join(", ", generics.Select(g => g.Name))}>" : method.Name;
        var type = TypeText.Of(method.ReturnType, Locked(() => Nullability.Create(method.ReturnParameter)));
        return $"{Access(method.IsFamily || method.IsFamilyOrAssembly)}{Modifiers(method)}{type} {name}({Parameters(method)}){TypeText.Constraints(generics)}";
    }

    /// <summary>A value as it stands in code, or null for one that is not simple.</summary>
    public static string? Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        char c => $"'{c}'",
        Enum named => Enum.IsDefined(named.GetType(), named) ? $"{named.GetType().Name}.{named}" : null,
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable<TimeSpan> times => $"[{string.Join(", ", times.Select(t => Value(t)))}]",
        IEnumerable<MessageChannel> channels => $"[{string.Join(", ", channels)}]",
        IFormattable number when number.GetType().IsPrimitive || number is decimal => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    public static MethodInfo? Visible(MethodInfo? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true } ? method : null;

    private static string Parameters(MethodBase method)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        return string.Join(", ", method.GetParameters().Select((p, i) => (isExtension && i == 0 ? "this " : "") + Parameter(p)));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter.IsOut ? "out " : parameter.IsIn && parameter.ParameterType.IsByRef ? "in " : parameter.ParameterType.IsByRef ? "ref " : "";
        var isParams = parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) || parameter.IsDefined(typeof(ParamCollectionAttribute), inherit: false);
        var type = TypeText.Of(parameter.ParameterType, Locked(() => Nullability.Create(parameter)));
        return $"{(isParams ? "params " : kind)}{type} {parameter.Name}{Default(parameter)}";
    }

    private static string Default(ParameterInfo parameter)
    {
        if (!parameter.HasDefaultValue)
        {
            return "";
        }

        var isEmpty = parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null;
        var value = parameter.ParameterType.IsEnum ? Value(Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!)) : Value(parameter.DefaultValue);
        return $" = {(isEmpty ? "default" : value)}";
    }

    private static string Access(bool isProtected) => isProtected ? "protected " : "";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
        {
            return "static ";
        }

        if (method.DeclaringType!.IsInterface)
        {
            return method.IsAbstract ? "" : "virtual ";
        }

        if (method.GetBaseDefinition() != method)
        {
            return "override ";
        }

        return method.IsAbstract ? "abstract " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "";
    }

    // The context keeps what it has read and is not thread-safe.
    private static NullabilityInfo Locked(Func<NullabilityInfo> read)
    {
        lock (Gate)
        {
            return read();
        }
    }
}
