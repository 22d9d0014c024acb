using System.Reflection;

namespace Messaging.Architecture.Tests.Api;

/// <summary>Writes types as C# does, without namespaces and with what may be null.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(byte)] = "byte",
        [typeof(short)] = "short", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(uint)] = "uint", [typeof(ulong)] = "ulong", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, null);

    /// <summary>A type in a place where some of it may be null.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nullability">What may be null, or null when it is not known.</param>
    public static string Of(Type type, NullabilityInfo? nullability)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, nullability) + "?";
        }

        var mayBeNull = !type.IsValueType && (nullability?.ReadState == NullabilityState.Nullable || nullability?.WriteState == NullabilityState.Nullable);
        return Core(type, nullability) + (mayBeNull ? "?" : "");
    }

    /// <summary>The name of a type where it is declared, with its parameters.</summary>
    public static string Declared(Type type) =>
        type.IsGenericTypeDefinition ? $"{Name(type)}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>" : Name(type);

    /// <summary>The constraints of type parameters, each with a space before it.</summary>
    public static string Constraints(IEnumerable<Type> parameters)
    {
        var text = "";
        foreach (var parameter in parameters)
        {
            var flags = parameter.GenericParameterAttributes;
            var constraints = new List<string>();
            if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            {
                constraints.Add("class");
            }

            var isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
            constraints.AddRange(parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Of));
            if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
            {
                constraints.Add("new()");
            }

            text += isStruct ? $" where {parameter.Name} : struct" : constraints.Count > 0 ? $" where {parameter.Name} : {string.Join(", ", constraints)}" : "";
        }

        return text;
    }

    private static string Core(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        }

        if (!type.IsGenericType)
        {
            return type.IsGenericParameter ? type.Name : Name(type);
        }

        var arguments = type.GetGenericArguments();
        var known = nullability?.GenericTypeArguments is { } found && found.Length == arguments.Length ? found : null;
        var written = string.Join(", ", arguments.Select((a, i) => Of(a, known?[i])));
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({written})" : $"{Name(type)}<{written}>";
    }

    private static string Name(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.DeclaringType is { } outer ? $"{Name(outer)}.{name}" : name;
    }
}
