namespace Messaging.Reliability.Host.Faults;

/// <summary>What happens at a <see cref="FaultPoint"/>.</summary>
public enum FaultAction
{
    /// <summary>The process ends as by <c>kill -9</c>.</summary>
    Kill,

    /// <summary>The process is stopped as by <c>kill -STOP</c>, until somebody continues it.</summary>
    Pause,

    /// <summary>The store reports a passing failure, once. What it did before stays done.</summary>
    Fail,

    /// <summary>The step waits for a line on standard input, or for its cancellation.</summary>
    Hold,
}
