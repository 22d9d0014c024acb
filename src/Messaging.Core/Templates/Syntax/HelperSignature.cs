namespace Messaging.Templates.Syntax;

/// <summary>How a helper is written: how many values it takes, which of them may be missing, and an example for messages.</summary>
internal sealed record HelperSignature(string Name, int Minimum, int Maximum, string Example, int OptionalArguments = 0)
{
    public static IReadOnlyList<HelperSignature> Values { get; } =
    [
        new("currency", 1, 2, "{{currency amount \"EUR\"}}"),
        new("date", 1, 2, "{{date dueDate \"long\"}}"),
        new("default", 2, 2, "{{default name \"customer\"}}", OptionalArguments: 1),
        new("lookup", 2, 2, "{{lookup prices \"basic\"}}"),
    ];

    public static IReadOnlyDictionary<BlockKind, HelperSignature> Blocks { get; } = new Dictionary<BlockKind, HelperSignature>
    {
        [BlockKind.If] = new("if", 1, 1, "{{#if name}}…{{/if}}", OptionalArguments: 1),
        [BlockKind.Unless] = new("unless", 1, 1, "{{#unless name}}…{{/unless}}", OptionalArguments: 1),
        [BlockKind.IfEquals] = new("ifEquals", 2, 2, "{{#ifEquals status \"paid\"}}…{{/ifEquals}}", OptionalArguments: 2),
        [BlockKind.Each] = new("each", 1, 1, "{{#each items}}…{{/each}}"),
        [BlockKind.With] = new("with", 1, 1, "{{#with patient}}…{{/with}}"),
    };

    public static HelperSignature? FindValue(string name) => Values.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.Ordinal));

    public static BlockKind? FindBlock(string name)
    {
        foreach (var (kind, signature) in Blocks)
        {
            if (string.Equals(signature.Name, name, StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return null;
    }

    public bool IsOptional(int argument) => argument < OptionalArguments;

    /// <summary>What is wrong with this number of values, or null.</summary>
    public string? Check(int count) => count >= Minimum && count <= Maximum
        ? null
        : $"'{Name}' takes {(Minimum == Maximum ? Minimum == 1 ? "one value" : "two values" : "one or two values")}, but {count} {(count == 1 ? "is" : "are")} given here. "
            + $"Write it like this: {Example}";
}
