using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Store;

/// <summary>A context's connection and transaction, with what is needed to write statements for it.</summary>
/// <param name="Context">The context: the library's own from a fresh scope, or the host's in a joined send.</param>
/// <param name="Connection">Its connection, open.</param>
/// <param name="Transaction">The transaction to take part in, or null for a statement that is one by itself.</param>
/// <param name="Names">The names of its model.</param>
/// <param name="Dialect">The statements for its database.</param>
internal sealed record DbSession(DbContext Context, DbConnection Connection, DbTransaction? Transaction, SqlNames Names, IStoreDialect Dialect)
{
    /// <summary>What keeps the connection and its prepared statements from one call to the next, or null where each call has its own.</summary>
    public KeptSession? Kept { get; init; }

    /// <summary>
    /// Whether nothing was tried before, and a failure ends nothing but this try: rows with keys of their own can then be inserted without asking for each whether it exists, which is an eighth of the
    /// work. That it does fails the try, and the next one asks.
    /// </summary>
    public bool IsFirstTry { get; init; }

    /// <summary>Makes a key for a row that has none of its own.</summary>
    public required Func<Guid> NextId { get; init; }

    /// <summary>The form of the database's values.</summary>
    public ValueForm Form => Dialect.Form;

    /// <summary>A command for a statement in the notation of <see cref="SqlNames"/>.</summary>
    public DbCommand CreateCommand(string statement)
    {
        var command = Connection.CreateCommand();
        command.CommandText = Names.Resolve(statement);
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>A statement in the notation of <see cref="SqlNames"/> that writes. One that is kept is not to be disposed.</summary>
    public IPreparedStatement Prepare(string statement, IReadOnlyList<string> parameters) =>
        Kept?.Prepare(Names.Resolve(statement), parameters) ?? new CommandStatement(this, statement, parameters);

    /// <summary>All rows of a table, whatever filters the host put on it, untracked.</summary>
    public IQueryable<T> Rows<T>()
        where T : class => Context.Set<T>().IgnoreQueryFilters().AsNoTracking();

    public override string ToString() => nameof(DbSession);
}
