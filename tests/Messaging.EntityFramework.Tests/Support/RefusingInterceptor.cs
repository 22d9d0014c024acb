using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Messaging.EntityFramework.Tests.Support;

/// <summary>A host's own interceptor that lets nothing be saved.</summary>
public sealed class RefusingInterceptor : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Nothing is saved.");
}
