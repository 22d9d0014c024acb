namespace Messaging.EntityFramework.Store;

/// <summary>One statement, run per row with new values. Each column is the parameter of its name.</summary>
internal sealed class RowStatement<T> : IDisposable
{
    private readonly IPreparedStatement _statement;
    private readonly IReadOnlyList<Column<T>> _columns;
    private readonly bool _isKept;

    /// <param name="session">Where to run.</param>
    /// <param name="statement">The statement in the notation of <see cref="SqlNames"/>.</param>
    /// <param name="columns">Its parameters, always the same ones for the same statement.</param>
    public RowStatement(DbSession session, string statement, IReadOnlyList<Column<T>> columns)
    {
        _columns = columns;
        _isKept = session.Kept is not null;
        _statement = session.Prepare(statement, RowColumns.NamesOf(columns));
    }

    /// <summary>An insert of rows.</summary>
    /// <param name="session">Where to insert.</param>
    /// <param name="alias">The letter of the table.</param>
    /// <param name="columns">The columns to write.</param>
    /// <param name="constants">Columns with the same value in every row, as SQL.</param>
    /// <param name="onConflict">What to do when a row with the key exists, or an empty text.</param>
    public static RowStatement<T> Insert(
        DbSession session, string alias, IReadOnlyList<Column<T>> columns, string onConflict, params IReadOnlyList<(string Column, string Value)> constants)
    {
        var text = session.Names.Once((alias, onConflict, columns), () =>
        {
            var names = session.Names.Columns(alias, columns.Select(c => c.Name).Concat(constants.Select(c => c.Column)), qualified: false);
            var values = string.Join(", ", columns.Select(c => "@" + c.Name).Concat(constants.Select(c => c.Value)));
            return $"INSERT INTO [{alias}] ({names}) VALUES ({values}) {onConflict}";
        });
        return new RowStatement<T>(session, text, columns);
    }

    /// <summary>Runs the statement for a row.</summary>
    /// <returns>How many rows of the table were touched.</returns>
    public ValueTask<int> RunAsync(T row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            _statement.Bind(i, _columns[i].Kind, _columns[i].Get(row));
        }

        return _statement.RunAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_isKept)
        {
            _statement.Dispose();
        }
    }
}
