using Messaging.Channels;

namespace Messaging.Providers.Smtp.Client;

/// <summary>Runs one step of a dialogue under a time limit and tells apart how it ended: cancelled by the caller, out of time, or broken.</summary>
internal static class Deadline
{
    /// <summary>Runs a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="limit">The longest it may take, all its reads and writes together.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="SmtpFailureException">The step did not end well. The connection is then of no further use.</exception>
    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> step, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            either.Token.ThrowIfCancellationRequested();
            return await step(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new SmtpFailureException(SmtpErrors.Cancelled);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            throw new SmtpFailureException(new SendFailure(FailureKind.Timeout, "timeout", "The server did not answer in time."));
        }
        catch (EndOfStreamException)
        {
            throw new SmtpFailureException(new SendFailure(FailureKind.Network, "closed", "The server closed the connection."));
        }
        catch (Exception e) when (e is not SmtpFailureException)
        {
            // Sockets and TLS have many ways to say so; none of their words is needed.
            throw new SmtpFailureException(new SendFailure(FailureKind.Network, "broken", "The connection broke."));
        }
    }
}
