using Messaging.TestTools;

namespace Messaging.Reliability.Tests.Support;

/// <summary>What killing, pausing and terminating processes needs.</summary>
internal static class Signals
{
    public static TestRequirement Requirement { get; } = new(() => OperatingSystem.IsLinux() ? null : "Processes are killed, paused and continued with the signals of Linux.");

    /// <summary>The same, and a PostgreSQL server.</summary>
    public static TestRequirement WithPostgreSql { get; } = new(() => Requirement.SkipReason ?? PostgreSqlServer.Requirement.SkipReason);
}
