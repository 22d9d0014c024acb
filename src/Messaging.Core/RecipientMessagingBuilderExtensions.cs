using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Messaging;

/// <summary>Adds the host's own people.</summary>
public static class RecipientMessagingBuilderExtensions
{
    /// <summary>Looks recipients up that are named by key or role only.</summary>
    /// <typeparam name="TSource">The source, made in a scope for each request that needs it.</typeparam>
    /// <param name="builder">The builder. Calling twice is safe; the first source counts.</param>
    public static MessagingBuilder AddRecipientSource<TSource>(this MessagingBuilder builder)
        where TSource : class, IRecipientSource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<IRecipientSource, TSource>();
        return builder;
    }
}
