using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Every log line of Messaging.AspNetCore. Ids and kinds only.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Error, "The host's ILinkHandler failed ({ErrorType}); the link works once more.", EventName = "LinkHandlerFailed")]
    public static partial void LinkHandlerFailed(ILogger logger, string errorType);
}
