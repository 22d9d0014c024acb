using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>
/// New rows as they go to PostgreSQL. Most of what is in the rows of one request is the same in all of them, their data above all; so each set of such values is sent once, and each row says which set is its.
/// </summary>
internal sealed class FoldedRows<T>
{
    /// <summary>The column by which rows refer to their set.</summary>
    public const string Set = "Set";

    // A request has few sets, such as one per channel; to look through many would cost more than it saves.
    private const int Remembered = 8;

    private readonly IReadOnlyList<T> _rows;
    private readonly string _alias;
    private readonly List<object?[]> _sets = [];
    private readonly int[] _setOf;

    /// <param name="alias">The letter of the table.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">All columns to write.</param>
    /// <param name="own">Those that differ from row to row.</param>
    public FoldedRows(string alias, IReadOnlyList<T> rows, IReadOnlyList<Column<T>> columns, params IReadOnlyList<string> own)
    {
        (_alias, _rows, Columns) = (alias, rows, columns);
        Own = [.. columns.Where(c => own.Contains(c.Name, StringComparer.Ordinal))];
        Shared = [.. columns.Where(c => !own.Contains(c.Name, StringComparer.Ordinal))];
        _setOf = [.. rows.Select(FindSet)];
    }

    public int Count => _rows.Count;

    public IReadOnlyList<Column<T>> Columns { get; }

    public IReadOnlyList<Column<T>> Own { get; }

    public IReadOnlyList<Column<T>> Shared { get; }

    /// <summary>Binds the arrays of <see cref="Source"/>.</summary>
    public void AddTo(DbCommand command)
    {
        if (Count == 0)
        {
            return;
        }

        PostgreSqlArrays.Add(command, _rows, Own, _alias);
        PostgreSqlArrays.Add(command, $"@{_alias}{Set}", ColumnKind.Int32, [.. _setOf.Select(n => (object)n)]);
        for (var i = 0; i < Shared.Count; i++)
        {
            PostgreSqlArrays.Add(command, $"@{_alias}{Shared[i].Name}", Shared[i].Kind, [.. _sets.Select(s => s[i])]);
        }
    }

    /// <summary>The rows as what a statement selects from, each column under its own name.</summary>
    public string Source => Select(Own, Shared);

    /// <summary>The same with a few columns only.</summary>
    /// <param name="columns">Their names, of both kinds.</param>
    public string SourceOf(params IReadOnlyList<string> columns) => Select([.. Own.Where(c => columns.Contains(c.Name, StringComparer.Ordinal))], [.. Shared.Where(c => columns.Contains(c.Name, StringComparer.Ordinal))]);

    private string Select(IReadOnlyList<Column<T>> own, IReadOnlyList<Column<T>> shared) =>
        $"(SELECT * FROM unnest({Arrays(own)}, @{_alias}{Set}) AS o({Names(own)}, \"{Set}\") JOIN unnest({Arrays(shared)}) WITH ORDINALITY AS s({Names(shared)}, \"Number\") ON s.\"Number\" = o.\"{Set}\")";

    private string Arrays(IReadOnlyList<Column<T>> columns) => string.Join(", ", columns.Select(c => $"@{_alias}{c.Name}"));

    private static string Names(IReadOnlyList<Column<T>> columns) => string.Join(", ", columns.Select(c => $"\"{c.Name}\""));

    // Numbered from one, as the database does.
    private int FindSet(T row)
    {
        for (var n = _sets.Count; n > Math.Max(0, _sets.Count - Remembered); n--)
        {
            if (IsSet(_sets[n - 1], row))
            {
                return n;
            }
        }

        _sets.Add([.. Shared.Select(c => c.Get(row))]);
        return _sets.Count;
    }

    private bool IsSet(object?[] set, T row)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (!Equals(set[i], Shared[i].Get(row)))
            {
                return false;
            }
        }

        return true;
    }
}
