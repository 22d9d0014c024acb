namespace Messaging;

/// <summary>How messages are kept through Entity Framework Core.</summary>
public sealed class EntityFrameworkStoreOptions
{
    /// <summary>Whether the library's own context brings its schema up to date before its first use. The default is true. A host's own context is never touched: its migrations are the host's.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>Whether to run on a database the library is not tested with. Set by <c>AllowUntestedDatabase()</c>; the default is false.</summary>
    public bool AllowUntestedDatabase { get; set; }

    /// <summary>
    /// Whether messages, contents, deliveries and attempts have a partition per month, so that old months are dropped instead of deleted row by row. On PostgreSQL only, and for tables that the
    /// library migrates by itself. Empty tables are turned into partitioned ones before their first use; with others the host does not start until <c>Partition.sql</c> was run, see
    /// <c>docs/retention.md</c>. Once it is set it stays set. The default is false.
    /// </summary>
    public bool MonthlyPartitions { get; set; }

    /// <summary>Whether to use the portable path on every database: for the tests that hold it to the same rules.</summary>
    internal bool ForcePortable { get; set; }
}
