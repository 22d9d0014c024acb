using Messaging.Channels;
using Microsoft.Extensions.Logging;

namespace Messaging.Providers.Smtp;

/// <summary>
/// The log messages of this package, events 3000 to 3099. Names of connections, ids, kinds and codes only: never an address, a secret or a server's words.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Debug, "SMTP connection '{Connection}' opened.", EventName = "SmtpConnectionOpened")]
    public static partial void ConnectionOpened(ILogger logger, string connection);

    [LoggerMessage(3001, LogLevel.Debug, "SMTP connection '{Connection}' was idle and is closed.", EventName = "SmtpConnectionIdle")]
    public static partial void ConnectionIdle(ILogger logger, string connection);

    [LoggerMessage(3002, LogLevel.Debug, "SMTP connection '{Connection}' had died ({Code}) and is replaced.", EventName = "SmtpStaleConnectionReplaced")]
    public static partial void StaleConnectionReplaced(ILogger logger, string connection, string code);

    [LoggerMessage(3003, LogLevel.Debug, "SMTP connection '{Connection}' could not be opened: {Kind} ({Code}).", EventName = "SmtpConnectionFailed")]
    public static partial void ConnectionFailed(ILogger logger, string connection, FailureKind kind, string code);

    [LoggerMessage(3004, LogLevel.Warning, "It is unknown whether the server of SMTP connection '{Connection}' took message {MessageId}: {Kind} ({Code}).", EventName = "SmtpOutcomeUnknown")]
    public static partial void OutcomeUnknown(ILogger logger, string connection, Guid messageId, FailureKind kind, string code);
}
