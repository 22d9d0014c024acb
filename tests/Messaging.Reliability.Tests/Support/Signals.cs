using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What killing, pausing and terminating processes needs.</summary>
internal static class Signals
{
    public static TestRequirement Requirement { get; } = new(() => OperatingSystem.IsLinux() ? null : "Processes are killed, paused and continued with the signals of Linux.");

    /// <summary>The same, and a PostgreSQL server.</summary>
    public static TestRequirement WithPostgreSql { get; } = new(() => Requirement.SkipReason ?? PostgreSqlServer.Requirement.SkipReason);

    /// <summary>The same, and the means to run servers that a test may stop.</summary>
    public static TestRequirement WithPrivateServer { get; } =
        new(() => Requirement.SkipReason ?? (PrivateServer.IsPossible ? null : "PostgreSQL's initdb, pg_ctl and pg_basebackup are not on this machine."));
}
