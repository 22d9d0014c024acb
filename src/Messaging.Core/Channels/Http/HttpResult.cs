using System.Diagnostics.CodeAnalysis;

namespace Messaging.Channels.Http;

/// <summary>What came of an HTTP call: an answer, or what is certain without one.</summary>
public sealed class HttpResult
{
    internal HttpResult(HttpAnswer? answer, SendOutcome? outcome) => (Answer, Outcome) = (answer, outcome);

    /// <summary>The answer, or null when none came.</summary>
    public HttpAnswer? Answer { get; }

    /// <summary>The outcome when no answer came, otherwise null.</summary>
    public SendOutcome? Outcome { get; }

    /// <summary>For an <see cref="IConnectionTest"/>: null when the answer is a success, otherwise why it is not.</summary>
    public SendFailure? ToProblem() => Answer is { IsSuccess: true } ? null : Answer?.ToOutcome().Failure ?? Outcome!.Failure;

    /// <summary>Takes the answer, or the outcome where there is none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="outcome">The outcome without an answer.</param>
    /// <returns>Whether there is an answer.</returns>
    public bool TryGetAnswer([NotNullWhen(true)] out HttpAnswer? answer, [NotNullWhen(false)] out SendOutcome? outcome)
    {
        (answer, outcome) = (Answer, Outcome);
        return answer is not null;
    }
}
