using Messaging.EntityFramework.Joining;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Messaging;

/// <summary>Sends inside a context's transaction.</summary>
public static class DbContextMessagingExtensions
{
    /// <summary>Sends that are part of this context's transaction: <c>await db.Messaging().SendAsync(...)</c>.</summary>
    /// <param name="context">A context registered with <c>UseDbContext&lt;TContext&gt;()</c>.</param>
    /// <exception cref="MessagingConfigurationException">The context was not registered so, or not made by the container.</exception>
    public static JoinedMessaging Messaging(this DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var interceptor = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<MessagingInterceptor>().FirstOrDefault()
            ?? throw new MessagingConfigurationException(
                $"{context.GetType().Name} is not attached to messaging. Call UseDbContext<{context.GetType().Name}>() on the builder that AddMessaging(...) returns, "
                + "and take the context from the container (AddDbContext, AddDbContextPool or AddDbContextFactory).");
        return new JoinedMessaging(context, interceptor);
    }
}
