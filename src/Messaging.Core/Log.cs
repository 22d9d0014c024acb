using Microsoft.Extensions.Logging;

namespace Messaging;

/// <summary>Every log line of Messaging.Core. Ids and names are fixed; lines carry ids, codes and counts, never addresses, content or provider text.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Dispatcher {Epoch} started.", EventName = "DispatcherStarted")]
    public static partial void DispatcherStarted(ILogger logger, long epoch);

    [LoggerMessage(1002, LogLevel.Information, "Dispatcher {Epoch} stopped; {Released} claimed messages were given back and {Cancelled} running calls were cancelled.", EventName = "DispatcherStopped")]
    public static partial void DispatcherStopped(ILogger logger, long epoch, int released, int cancelled);

    [LoggerMessage(1003, LogLevel.Warning, "Dispatcher {Epoch} lost its lease. Calls in flight are cancelled; its messages are taken over or wait for proof.", EventName = "LeaseLost")]
    public static partial void LeaseLost(ILogger logger, long epoch);

    [LoggerMessage(1004, LogLevel.Warning, "The message store failed while trying to {Operation} ({ErrorType}): {Reason} Retrying with growing pauses.", EventName = "StoreUnavailable")]
    public static partial void StoreUnavailable(ILogger logger, string operation, string errorType, string reason);

    [LoggerMessage(1005, LogLevel.Information, "The message store answers again.", EventName = "StoreAvailable")]
    public static partial void StoreAvailable(ILogger logger);

    [LoggerMessage(1006, LogLevel.Error, "The message store failed to {Operation} ({ErrorType}). {Explanation}", EventName = "StoreFailed")]
    public static partial void StoreFailed(ILogger logger, string operation, string errorType, string explanation);

    [LoggerMessage(1007, LogLevel.Warning, "{Count} results came after their lease was lost; they are kept as evidence and change nothing else.", EventName = "WritesFenced")]
    public static partial void WritesFenced(ILogger logger, int count);

    [LoggerMessage(1008, LogLevel.Error, "Connection {Connection} is misconfigured ({Code}) and is left alone until {Until}. Its messages wait and lose no attempt.", EventName = "ConnectionPaused")]
    public static partial void ConnectionPaused(ILogger logger, string connection, string code, DateTimeOffset until);

    [LoggerMessage(1009, LogLevel.Error, "The adapter of connection {Connection} threw {ErrorType} while sending message {MessageId}; the outcome is unknown.", EventName = "AdapterFailed")]
    public static partial void AdapterFailed(ILogger logger, string connection, string errorType, Guid messageId);

    [LoggerMessage(1014, LogLevel.Warning, "Too many calls on connection {Connection} ({Channel}) failed; it is left alone until {Until}. Its messages wait or go by the next connection.", EventName = "CircuitOpened")]
    public static partial void CircuitOpened(ILogger logger, string connection, string channel, DateTimeOffset until);

    [LoggerMessage(1015, LogLevel.Information, "Connection {Connection} ({Channel}) works again.", EventName = "CircuitClosed")]
    public static partial void CircuitClosed(ILogger logger, string connection, string channel);

    [LoggerMessage(1016, LogLevel.Warning, "What the refusal of message {MessageId} says about its address could not be noted ({ErrorType}).", EventName = "RefusalNotNoted")]
    public static partial void RefusalNotNoted(ILogger logger, Guid messageId, string errorType);

    [LoggerMessage(1010, LogLevel.Warning, "Message {MessageId} cannot be rendered: {Error} in {Part}.", EventName = "RenderFailed")]
    public static partial void RenderFailed(ILogger logger, Guid messageId, string error, string part);

    [LoggerMessage(1013, LogLevel.Warning, "Message {MessageId} cannot be prepared now ({Code}: {Reason}); it is looked at again in a minute.", EventName = "PreparationFailed")]
    public static partial void PreparationFailed(ILogger logger, Guid messageId, string code, string reason);

    [LoggerMessage(1011, LogLevel.Information, "Message {MessageId} failed on connection {Connection}: {Outcome} ({Kind}, {Code}).", EventName = "AttemptFailed")]
    public static partial void AttemptFailed(ILogger logger, Guid messageId, string connection, string outcome, string kind, string code);

    [LoggerMessage(1012, LogLevel.Error, "Dispatching a batch failed ({ErrorType}); its messages are taken over later.", EventName = "BatchFailed")]
    public static partial void BatchFailed(ILogger logger, string errorType);

    [LoggerMessage(1020, LogLevel.Warning, "{Count} messages were taken from vanished dispatchers: {Requeued} requeued, {Unknown} unknown, {Poison} given up as poison.", EventName = "MessagesRescued")]
    public static partial void MessagesRescued(ILogger logger, int count, int requeued, int unknown, int poison);

    [LoggerMessage(1021, LogLevel.Information, "{Count} unproved messages were decided: {Requeued} are sent again, {Ended} ended as unknown.", EventName = "MessagesResolved")]
    public static partial void MessagesResolved(ILogger logger, int count, int requeued, int ended);

    [LoggerMessage(1022, LogLevel.Information, "{Count} messages expired unsent.", EventName = "MessagesExpired")]
    public static partial void MessagesExpired(ILogger logger, int count);

    [LoggerMessage(1023, LogLevel.Error, "{Janitor} failed ({ErrorType}). {Explanation}", EventName = "JanitorFailed")]
    public static partial void JanitorFailed(ILogger logger, string janitor, string errorType, string explanation);

    [LoggerMessage(1024, LogLevel.Information, "Past their time: {Contents} contents, {Reports} reports and {Messages} messages were deleted.", EventName = "MessagesPruned")]
    public static partial void MessagesPruned(ILogger logger, int contents, int reports, int messages);

    [LoggerMessage(1030, LogLevel.Warning, "Everything is paused: no dispatcher has shown a sign of life since {LastSign}, and messages from before are due. After restoring a backup they may have been sent already. Look at them, then call IQueues.ResumeAsync(QueueScope.Everything).", EventName = "StartedPaused")]
    public static partial void StartedPaused(ILogger logger, DateTimeOffset lastSign);

    [LoggerMessage(1031, LogLevel.Information, "Paused: {Scope}.", EventName = "QueuePaused")]
    public static partial void QueuePaused(ILogger logger, string scope);

    [LoggerMessage(1032, LogLevel.Information, "Resumed: {Scope}.", EventName = "QueueResumed")]
    public static partial void QueueResumed(ILogger logger, string scope);

    [LoggerMessage(1033, LogLevel.Information, "{Requeued} dead letters of tenant '{Tenant}' were requeued, {Skipped} were changed by others meanwhile.", EventName = "DeadLettersReplayed")]
    public static partial void DeadLettersReplayed(ILogger logger, long requeued, string tenant, long skipped);

    [LoggerMessage(1070, LogLevel.Warning, "A webhook of {Provider} was refused as not authentic ({Reason}).", EventName = "WebhookForged")]
    public static partial void WebhookForged(ILogger logger, string provider, string reason);

    [LoggerMessage(1071, LogLevel.Warning, "A webhook of {Provider} is authentic and not in its form ({Reason}).", EventName = "WebhookMalformed")]
    public static partial void WebhookMalformed(ILogger logger, string provider, string reason);

    [LoggerMessage(1072, LogLevel.Warning, "A webhook of {Provider} had {Count} entries that could not be read; the others were applied.", EventName = "WebhookEntriesSkipped")]
    public static partial void WebhookEntriesSkipped(ILogger logger, string provider, int count);

    [LoggerMessage(1073, LogLevel.Error, "A webhook of {Provider} could not be taken ({ErrorType}); the provider is asked to repeat it.", EventName = "WebhookFailed")]
    public static partial void WebhookFailed(ILogger logger, string provider, string errorType);

    [LoggerMessage(1074, LogLevel.Error, "Webhooks of connection {Connection} cannot be trusted: {Problem}", EventName = "WebhookAccountIncomplete")]
    public static partial void WebhookAccountIncomplete(ILogger logger, string connection, string problem);

    [LoggerMessage(1075, LogLevel.Warning, "A report of {Source} concerns a contact that cannot be noted ({Effect}: {Problem}).", EventName = "FeedbackSkipped")]
    public static partial void FeedbackSkipped(ILogger logger, string source, string effect, string problem);

    [LoggerMessage(1080, LogLevel.Warning, "Inbound message {InboundId} was not answered ({ErrorType}).", EventName = "InboundNotAnswered")]
    public static partial void InboundNotAnswered(ILogger logger, Guid inboundId, string errorType);

    [LoggerMessage(1081, LogLevel.Warning, "The host's IInboundHandler failed on inbound message {InboundId} ({ErrorType}, attempt {Attempt}); it is offered again.", EventName = "InboundHandlerFailed")]
    public static partial void InboundHandlerFailed(ILogger logger, Guid inboundId, string errorType, int attempt);

    [LoggerMessage(1082, LogLevel.Error, "Inbound message {InboundId} was offered {Attempts} times to the host's IInboundHandler and is given up.", EventName = "InboundGivenUp")]
    public static partial void InboundGivenUp(ILogger logger, Guid inboundId, int attempts);

    [LoggerMessage(1083, LogLevel.Warning, "The host's IInboundRecipients failed on inbound message {InboundId} ({ErrorType}); it has no recipient.", EventName = "InboundRecipientsFailed")]
    public static partial void InboundRecipientsFailed(ILogger logger, Guid inboundId, string errorType);

    [LoggerMessage(1084, LogLevel.Error, "Looking for inbound messages to hand over failed ({ErrorType}).", EventName = "InboundSweepFailed")]
    public static partial void InboundSweepFailed(ILogger logger, string errorType);

    [LoggerMessage(1060, LogLevel.Warning, "There is no key to sign links with. One was made for the life of this process: links made now will not work after it, nor in any other process.", EventName = "LinkKeyMade")]
    public static partial void LinkKeyMade(ILogger logger);

    [LoggerMessage(1061, LogLevel.Warning, "A click on a link of message {MessageId} could not be recorded ({ErrorType}).", EventName = "ClickNotRecorded")]
    public static partial void ClickNotRecorded(ILogger logger, Guid messageId, string errorType);

    [LoggerMessage(1062, LogLevel.Warning, "The links of message {MessageId} could not be made or stored ({ErrorType}); it is tried again.", EventName = "LinksNotWritten")]
    public static partial void LinksNotWritten(ILogger logger, Guid messageId, string errorType);

    /// <summary>What a log may say of an exception: only the library's own words, since those of a driver may show values.</summary>
    public static string OwnWords(Exception failure) => failure is MessagingException ? failure.Message : "";
}
