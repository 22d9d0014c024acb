using Microsoft.Extensions.Logging;

namespace Messaging.PostgreSql;

/// <summary>Every log line of Messaging.PostgreSql. Ids and names are fixed; lines carry codes and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Information, "Commits of other processes wake this dispatcher.", EventName = "WakeUpsHeard")]
    public static partial void WakeUpsHeard(ILogger logger);

    [LoggerMessage(2102, LogLevel.Warning, "Commits of other processes do not wake this dispatcher ({Reason}). It finds their messages by polling, and goes on trying to listen.", EventName = "WakeUpsLost")]
    public static partial void WakeUpsLost(ILogger logger, string reason);

    [LoggerMessage(2103, LogLevel.Warning, "Other processes could not be told of a commit ({ErrorType}). They find its messages by polling.", EventName = "WakeUpNotSent")]
    public static partial void WakeUpNotSent(ILogger logger, string errorType);
}
