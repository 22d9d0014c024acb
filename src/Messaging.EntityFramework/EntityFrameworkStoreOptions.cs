namespace Messaging;

/// <summary>How messages are kept through Entity Framework Core.</summary>
public sealed class EntityFrameworkStoreOptions
{
    /// <summary>Whether the library's own context brings its schema up to date before its first use. The default is true. A host's own context is never touched: its migrations are the host's.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>Whether to run on a database the library is not tested with. Set by <c>AllowUntestedDatabase()</c>; the default is false.</summary>
    public bool AllowUntestedDatabase { get; set; }

    /// <summary>Whether to use the portable path on every database: for the tests that hold it to the same rules.</summary>
    internal bool ForcePortable { get; set; }
}
