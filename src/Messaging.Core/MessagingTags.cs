namespace Messaging;

/// <summary>The names of tags on metrics and spans. Their values are names, codes and kinds of which there are few; never an address, a tenant or content.</summary>
internal static class MessagingTags
{
    public const string Attempt = "messaging.attempt";
    public const string Category = "messaging.category";
    public const string Channel = "messaging.channel";
    public const string Code = "messaging.code";
    public const string Connection = "messaging.connection";
    public const string ErrorType = "error.type";
    public const string Janitor = "messaging.janitor";
    public const string MessageCount = "messaging.message.count";
    public const string MessageId = "messaging.message.id";
    public const string Operation = "messaging.operation";
    public const string Outcome = "messaging.outcome";
    public const string Plan = "messaging.plan";
    public const string Priority = "messaging.priority";
    public const string Provider = "messaging.provider";
    public const string RequestId = "messaging.request.id";
    public const string Result = "messaging.result";
    public const string Template = "messaging.template";

    /// <summary>The word for a category.</summary>
    public static string Of(MessageCategory category) => category switch
    {
        MessageCategory.Transactional => "transactional",
        MessageCategory.Marketing => "marketing",
        _ => "security",
    };

    /// <summary>The word for a priority.</summary>
    public static string Of(MessagePriority priority) => priority switch
    {
        MessagePriority.Low => "low",
        MessagePriority.Normal => "normal",
        MessagePriority.High => "high",
        _ => "urgent",
    };
}
