using System.Data.Common;

namespace Messaging.EntityFramework.Store;

/// <summary>Prepares statements below ADO.NET, for a driver that looks up every parameter by name each time a command runs.</summary>
internal interface IStatementSource
{
    /// <summary>Prepares a statement for as long as the connection is open. The caller disposes it before.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="text">The statement, with the names of its parameters behind an <c>@</c>.</param>
    /// <param name="parameters">The names, in the order in which they will be bound.</param>
    IPreparedStatement Prepare(DbConnection connection, string text, IReadOnlyList<string> parameters);
}
