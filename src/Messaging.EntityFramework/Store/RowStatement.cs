using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>One statement, run per row with new values. Each column is the parameter of its name.</summary>
internal sealed class RowStatement<T> : IDisposable
{
    private readonly DbCommand _command;
    private readonly IReadOnlyList<Column<T>> _columns;
    private readonly ValueForm _form;

    /// <param name="session">Where to run.</param>
    /// <param name="statement">The statement in the notation of <see cref="SqlNames"/>.</param>
    /// <param name="columns">Its parameters.</param>
    public RowStatement(DbSession session, string statement, IReadOnlyList<Column<T>> columns)
    {
        (_columns, _form) = (columns, session.Form);
        _command = session.CreateCommand(statement);
        foreach (var column in columns)
        {
            session.Form.Add(_command, "@" + column.Name, column.Kind, null);
        }
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
        var names = session.Names.Columns(alias, columns.Select(c => c.Name).Concat(constants.Select(c => c.Column)), qualified: false);
        var values = string.Join(", ", columns.Select(c => "@" + c.Name).Concat(constants.Select(c => c.Value)));
        return new RowStatement<T>(session, $"INSERT INTO [{alias}] ({names}) VALUES ({values}) {onConflict}", columns);
    }

    /// <summary>Runs the statement for a row.</summary>
    /// <returns>How many rows of the table were touched.</returns>
    public Task<int> RunAsync(T row, CancellationToken cancellationToken)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            _command.Parameters[i].Value = _form.ToParameter(_columns[i].Kind, _columns[i].Get(row));
        }

        return _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public void Dispose() => _command.Dispose();
}
