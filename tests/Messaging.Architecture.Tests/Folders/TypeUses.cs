using System.Reflection;
using Messaging.Architecture.Tests.Support;

namespace Messaging.Architecture.Tests.Folders;

/// <summary>Which types of a package use which others of it: in signatures, base types, constraints, attributes and the bodies of methods. Nested types count as the type they stand in.</summary>
internal sealed class TypeUses
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, IReadOnlyList<(Type From, Type To)>> Cache = new(StringComparer.Ordinal);
    private static readonly Lock Gate = new();

    private readonly HashSet<Type> _ours;
    private readonly HashSet<Type> _found = [];

    private TypeUses(HashSet<Type> ours) => _ours = ours;

    /// <summary>Every pair of types of which the first uses the second.</summary>
    public static IReadOnlyList<(Type From, Type To)> Of(Package package)
    {
        lock (Gate)
        {
            if (!Cache.TryGetValue(package.Name, out var known))
            {
                Cache[package.Name] = known = Read(package);
            }

            return known;
        }
    }

    private static List<(Type From, Type To)> Read(Package package)
    {
        var ours = package.Types.Where(t => t.DeclaringType is null).ToHashSet();
        var uses = new HashSet<(Type From, Type To)>();
        foreach (var type in package.Assembly.GetTypes())
        {
            var from = Outermost(type);
            if (ours.Contains(from))
            {
                var reader = new TypeUses(ours);
                reader.ReadType(type);
                uses.UnionWith(reader._found.Where(t => t != from).Select(t => (from, t)));
            }
        }

        return [.. uses];
    }

    private static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private void ReadType(Type type)
    {
        Add(type.BaseType);
        Add(type.GetInterfaces());
        ReadAttributes(type.CustomAttributes);
        ReadConstraints(type.GetGenericArguments());
        foreach (var member in type.GetMembers(Declared))
        {
            ReadAttributes(member.CustomAttributes);
            switch (member)
            {
                case FieldInfo field:
                    Add(field.FieldType);
                    break;
                case PropertyInfo property:
                    Add(property.PropertyType);
                    break;
                case MethodBase method:
                    ReadMethod(method);
                    break;
                default:
                    break;
            }
        }
    }

    private void ReadMethod(MethodBase method)
    {
        ReadSignature(method);
        ReadConstraints(method.IsGenericMethod ? method.GetGenericArguments() : []);
        foreach (var parameter in method.GetParameters())
        {
            ReadAttributes(parameter.CustomAttributes);
        }

        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        Add(body.LocalVariables.Select(v => v.LocalType));
        Add(body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType));
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in Instructions.TokensOf(body.GetILAsByteArray()!))
        {
            ReadMember(method.Module.ResolveMember(token, typeArguments, methodArguments));
        }
    }

    private void ReadMember(MemberInfo? member)
    {
        Add(member as Type ?? member?.DeclaringType);
        if (member is FieldInfo field)
        {
            Add(field.FieldType);
        }
        else if (member is MethodBase method)
        {
            ReadSignature(method);
            Add(method.IsGenericMethod ? method.GetGenericArguments() : []);
        }
    }

    private void ReadSignature(MethodBase method)
    {
        Add((method as MethodInfo)?.ReturnType);
        Add(method.GetParameters().Select(p => p.ParameterType));
    }

    private void ReadConstraints(IEnumerable<Type> parameters) => Add(parameters.Where(p => p.IsGenericParameter).SelectMany(p => p.GetGenericParameterConstraints()));

    private void ReadAttributes(IEnumerable<CustomAttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            Add(attribute.AttributeType);
            Add(attribute.ConstructorArguments.Select(a => a.Value as Type));
            Add(attribute.NamedArguments.Select(a => a.TypedValue.Value as Type));
        }
    }

    private void Add(IEnumerable<Type?> types)
    {
        foreach (var type in types)
        {
            Add(type);
        }
    }

    private void Add(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(type.GetElementType());
            return;
        }

        if (type.IsConstructedGenericType)
        {
            Add(type.GetGenericArguments());
        }

        var outermost = Outermost(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        if (_ours.Contains(outermost))
        {
            _found.Add(outermost);
        }
    }
}
