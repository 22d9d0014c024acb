using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Ends a dialogue that cannot go on. Carries a failure instead of prose: neither server text nor an address can reach a log through it.</summary>
internal sealed class SmtpFailureException(SendFailure failure, TimeSpan? retryAfter = null) : Exception(failure.ToString())
{
    /// <summary>What went wrong.</summary>
    public SendFailure Failure { get; } = failure;

    /// <summary>The shortest wait before another attempt, when the server implied one.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
