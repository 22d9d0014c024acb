using System.Data.Common;
using Messaging.EntityFramework.Model;
using Messaging.Messages;
using Messaging.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Messaging.EntityFramework.Store;

/// <summary>What is found out once about the context and its database: the dialect, the names, and whether the schema is there.</summary>
internal sealed class StoreSetup(IContextSource contexts, StoreClock clock, TimeProvider time, IOptions<EntityFrameworkStoreOptions> options, IStatementSource? statements = null) : IDisposable
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private readonly MessageIds _ids = new(time);
    private SqlNames? _names;
    private IStoreDialect? _dialect;
    private string _dataSource = "";
    private volatile bool _ready;

    /// <summary>The statements for this database. Known after <see cref="Inspect"/>.</summary>
    public IStoreDialect Dialect => _dialect ?? throw new InvalidOperationException("The store was used before it was set up.");

    /// <summary>Whether the database is SQLite.</summary>
    public bool IsSqlite { get; private set; }

    /// <summary>Whether the database is PostgreSQL.</summary>
    public bool IsPostgreSql { get; private set; }

    /// <summary>What prepares statements on sessions that are kept, or null where each call has a context of its own: where the context is the host's, or its driver needs no help.</summary>
    public IStatementSource? Statements { get; } = contexts.IsDedicated ? statements : null;

    /// <summary>What names the database file, for SQLite.</summary>
    public string DataSource => _dataSource;

    /// <summary>Looks at the context's provider and model, without touching the database.</summary>
    /// <exception cref="MessagingConfigurationException">The provider is not supported, or the model has no messaging tables.</exception>
    public void Inspect(DbContext context)
    {
        if (_names is not null)
        {
            return;
        }

        var provider = context.Database.ProviderName;
        (IsSqlite, IsPostgreSql) = (provider == ColumnTypes.SqliteProvider, provider == ColumnTypes.PostgreSqlProvider);
        ValueForm form = IsSqlite ? new SqliteValueForm() : ValueForm.Common;
        _dialect = provider switch
        {
            _ when options.Value.ForcePortable => new PortableDialect(form),
            ColumnTypes.PostgreSqlProvider => new PostgreSqlDialect(),
            ColumnTypes.SqliteProvider => new SqliteDialect(),
            _ when options.Value.AllowUntestedDatabase => new PortableDialect(form),
            _ => throw new MessagingConfigurationException(
                $"{contexts.ContextName} uses {provider}, which the library is not tested with. Use SQLite or PostgreSQL, or call AllowUntestedDatabase() to run on the portable path."),
        };
        if (options.Value.MonthlyPartitions && !(provider == ColumnTypes.PostgreSqlProvider && contexts.IsDedicated && options.Value.MigrateAtStart))
        {
            throw new MessagingConfigurationException(
                $"MonthlyPartitions needs PostgreSQL and tables that the library migrates by itself, which those of {contexts.ContextName} are not. "
                + "Call UsePostgreSql(connectionString, o => o.MonthlyPartitions = true), or drop the option.");
        }

        _dataSource = context.Database.GetDbConnection().DataSource;
        _names = new SqlNames(context);
    }

    /// <summary>A session on a context.</summary>
    public DbSession NewSession(DbContext context, DbConnection connection, DbTransaction? transaction) => new(context, connection, transaction, _names!, Dialect) { NextId = _ids.Next };

    /// <summary>Sees to it, once, that the schema of a dedicated context is up to date, and that the clock agrees with the database's.</summary>
    public async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                await PrepareAsync(cancellationToken).ConfigureAwait(false);
                _ready = true;
            }
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Measures the database's clock.</summary>
    public async Task AlignClockAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        if (IsSqlite || time != TimeProvider.System)
        {
            return;
        }

        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT CURRENT_TIMESTAMP";
        var before = time.GetUtcNow();
        var answer = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        clock.Align(before, answer switch
        {
            DateTimeOffset at => at,
            DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
            _ => null,
        }, time.GetUtcNow());
    }

    public void Dispose() => _once.Dispose();

    // Looked up first: migrating takes a lock by writing, which a reader of an up-to-date file need not be allowed to.
    private async Task MigrateAsync(DbContext context, CancellationToken cancellationToken)
    {
        if ((await context.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any())
        {
            // A database that is not there yet is left to the migration to make.
            var exists = await context.Database.CanConnectAsync(cancellationToken).ConfigureAwait(false);
            if (IsSqlite && exists)
            {
                await AbandonedMigrationLock.BreakAsync(context, time, cancellationToken).ConfigureAwait(false);
            }

            await (IsPostgreSql && exists ? UnlimitedMigration.RunAsync(context, cancellationToken) : context.Database.MigrateAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var (context, lease) = contexts.Create();
        await using (lease.ConfigureAwait(false))
        {
            Inspect(context);
            if (contexts.IsDedicated && options.Value.MigrateAtStart)
            {
                // The driver of SQLite blocks its thread.
                await Task.Run(() => MigrateAsync(context, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            if (options.Value.MonthlyPartitions)
            {
                await PartitionSetup.EnsureAsync(context.Database.GetDbConnection(), clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }

            await AlignClockAsync(context.Database.GetDbConnection(), null, cancellationToken).ConfigureAwait(false);
        }
    }
}
