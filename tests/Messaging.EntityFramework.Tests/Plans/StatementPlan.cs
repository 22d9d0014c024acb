using System.Globalization;
using System.Text.Json;

namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>The plan by which a statement ran, as the server told it.</summary>
internal sealed class StatementPlan
{
    private readonly List<PlanNode> _nodes = [];

    private StatementPlan(string statement) => Statement = statement;

    public string Statement { get; }

    public IReadOnlyList<PlanNode> Nodes => _nodes;

    /// <summary>Reads a notice of <c>auto_explain</c> in its JSON form.</summary>
    public static StatementPlan Parse(string notice)
    {
        using var json = JsonDocument.Parse(notice[notice.IndexOf('{', StringComparison.Ordinal)..]);
        var plan = new StatementPlan(json.RootElement.GetProperty("Query Text").GetString()!);
        plan.Add(json.RootElement.GetProperty("Plan"), "");
        return plan;
    }

    /// <summary>How a table is read, without repetitions, in the order of the names.</summary>
    public IReadOnlyList<string> Accesses(string table) => [.. _nodes.Select(n => n.Access(table)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The shared buffers that a common table expression and what it read from touched.</summary>
    public long BuffersOf(string part) => _nodes.First(n => n.Part == part).Buffers;

    public override string ToString() => string.Join('\n', _nodes.Select(n =>
        string.Create(CultureInfo.InvariantCulture, $"  {n.Part,-10} {n.Type,-20} {n.Table,-24} {n.Index,-44} {n.Rows,7:F0} rows {n.Buffers,7} buffers")));

    private void Add(JsonElement node, string part)
    {
        const string Named = "CTE ";
        var name = Text("Subplan Name");
        part = name.StartsWith(Named, StringComparison.Ordinal) ? name[Named.Length..] : part;
        _nodes.Add(new(part, Text("Node Type"), Text("Relation Name"), Text("Index Name"), Number("Actual Rows") * Number("Actual Loops"), (long)(Number("Shared Hit Blocks") + Number("Shared Read Blocks"))));
        if (node.TryGetProperty("Plans", out var children))
        {
            foreach (var child in children.EnumerateArray())
            {
                Add(child, part);
            }
        }

        string Text(string property) => node.TryGetProperty(property, out var value) ? value.GetString()! : "";
        double Number(string property) => node.TryGetProperty(property, out var value) ? value.GetDouble() : 0;
    }
}
