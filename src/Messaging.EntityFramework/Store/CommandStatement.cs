using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>A statement as a command of whatever driver the connection has.</summary>
internal sealed class CommandStatement : IPreparedStatement
{
    private readonly DbCommand _command;
    private readonly ValueForm _form;

    public CommandStatement(DbSession session, string statement, IReadOnlyList<string> parameters)
    {
        (_command, _form) = (session.CreateCommand(statement), session.Form);
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = "@" + name;
            _command.Parameters.Add(parameter);
        }
    }

    public void Bind(int index, ColumnKind kind, object? value)
    {
        var parameter = _command.Parameters[index];
        if (kind == ColumnKind.Text && value is null)
        {
            parameter.DbType = System.Data.DbType.String;
        }

        parameter.Value = _form.ToParameter(kind, value);
    }

    public async ValueTask<int> RunAsync(CancellationToken cancellationToken) => await _command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose() => _command.Dispose();
}
