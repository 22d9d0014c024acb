using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>The plans of all statements that run: PostgreSQL tells them by its module auto_explain, SQLite is asked for that of each of the framework's commands.</summary>
public sealed class PlanLog : DbCommandInterceptor, IDbConnectionInterceptor
{
    private readonly HashSet<DbConnection> _known = [];

    public List<string> Plans { get; } = [];

    /// <summary>The connection string with which PostgreSQL tells its plans.</summary>
    /// <param name="connectionString">That of the database.</param>
    /// <param name="settings">Further settings, each as <c>-c name=value</c>.</param>
    public static string Explained(string connectionString, string settings = "") => new NpgsqlConnectionStringBuilder(connectionString)
    {
        Options = $"-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on -c auto_explain.log_timing=off -c auto_explain.log_level=notice {settings}",
        ApplicationName = "plans",
    }.ConnectionString;

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        lock (_known)
        {
            if (connection is NpgsqlConnection postgreSql && _known.Add(connection))
            {
                postgreSql.Notice += (_, e) => Add(e.Notice.MessageText);
            }
        }

        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Explain(command);
        return new ValueTask<InterceptionResult<DbDataReader>>(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Explain(command);
        return new ValueTask<InterceptionResult<int>>(result);
    }

    private void Explain(DbCommand command)
    {
        if (command is Microsoft.Data.Sqlite.SqliteCommand)
        {
            using var explain = command.Connection!.CreateCommand();
            explain.Transaction = command.Transaction;
            explain.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            foreach (DbParameter parameter in command.Parameters)
            {
                var copy = explain.CreateParameter();
                (copy.ParameterName, copy.Value) = (parameter.ParameterName, parameter.Value);
                explain.Parameters.Add(copy);
            }

            using var reader = explain.ExecuteReader();
            var lines = new List<string>();
            while (reader.Read())
            {
                lines.Add(Convert.ToString(reader.GetValue(3), CultureInfo.InvariantCulture)!);
            }

            Add(string.Join('\n', lines.Append(command.CommandText)));
        }
    }

    private void Add(string plan)
    {
        lock (Plans)
        {
            Plans.Add(plan);
        }
    }
}
