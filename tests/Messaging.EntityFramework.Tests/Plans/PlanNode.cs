namespace Messaging.EntityFramework.Tests.Plans;

/// <summary>One node of a plan.</summary>
/// <param name="Part">The common table expression it belongs to, or nothing for the statement itself.</param>
/// <param name="Type">What it does, such as <c>Index Scan</c>.</param>
/// <param name="Table">The table it reads or writes, or nothing.</param>
/// <param name="Index">The index it reads, or nothing.</param>
/// <param name="Rows">The rows it gave, all times taken together.</param>
/// <param name="Buffers">The shared buffers that it and what is below it touched.</param>
internal sealed record PlanNode(string Part, string Type, string Table, string Index, double Rows, long Buffers)
{
    /// <summary>Whether it reads a table from end to end.</summary>
    public bool IsScan => Type == "Seq Scan";

    /// <summary>What it reads of a table: the part of the statement, and the index or the way without one. Null when it reads nothing of it.</summary>
    public string? Access(string table) => 0 switch
    {
        _ when Index == $"PK_{table}" || Index.StartsWith($"IX_{table}_", StringComparison.Ordinal) => $"{Part}: {Index}",
        _ when Table == table && Type is not ("ModifyTable" or "Bitmap Heap Scan") => $"{Part}: {Type}",
        _ => null,
    };
}
