using Microsoft.Extensions.Logging;

namespace Messaging.EntityFramework;

/// <summary>The log lines of this package. Numbers and names do not change.</summary>
internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information, "The partition {Partition} was past its time and was dropped.", EventName = "PartitionDropped")]
    public static partial void PartitionDropped(ILogger logger, string partition);

    [LoggerMessage(2002, LogLevel.Warning, "The partition {Partition} has rows, which belong to no month that there is a partition for. See docs/retention.md.", EventName = "PartitionHasStrays")]
    public static partial void PartitionHasStrays(ILogger logger, string partition);
}
