using System.Data.Common;
using Messaging.EntityFramework.Store;
using Microsoft.Data.Sqlite;

namespace Messaging.Sqlite;

/// <summary>Prepares statements with SQLite itself.</summary>
internal sealed class NativeStatements : IStatementSource
{
    public IPreparedStatement Prepare(DbConnection connection, string text, IReadOnlyList<string> parameters) =>
        new NativeStatement(((SqliteConnection)connection).Handle!, text, parameters);
}
