using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Store;

/// <summary>Takes contexts from the container, whichever way the host registered them.</summary>
internal sealed class ContextSource<TContext>(IServiceScopeFactory scopes, bool isDedicated) : IContextSource
    where TContext : DbContext
{
    public string ContextName => typeof(TContext).Name;

    public bool IsDedicated => isDedicated;

    public (DbContext Context, IAsyncDisposable Lease) Create()
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            if (scope.ServiceProvider.GetService<TContext>() is { } context)
            {
                return (context, scope);
            }

            var factory = scope.ServiceProvider.GetService<IDbContextFactory<TContext>>()
                ?? throw new MessagingConfigurationException($"{ContextName} is not registered. Call services.AddDbContext<{ContextName}>(...) beside UseDbContext<{ContextName}>().");
            return (factory.CreateDbContext(), scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}
