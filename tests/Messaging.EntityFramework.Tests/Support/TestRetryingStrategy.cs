using Microsoft.EntityFrameworkCore.Storage;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A retrying execution strategy as hosts configure it, for either database.</summary>
public sealed class TestRetryingStrategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 3, maxRetryDelay: TimeSpan.FromMilliseconds(1))
{
    protected override bool ShouldRetryOn(Exception exception) => exception is CommitFaultException;
}
