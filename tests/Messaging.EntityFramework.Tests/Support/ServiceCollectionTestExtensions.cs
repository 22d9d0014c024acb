using Microsoft.Extensions.DependencyInjection;

namespace Messaging.EntityFramework.Tests.Support;

internal static class ServiceCollectionTestExtensions
{
    public static IServiceCollection Also(this IServiceCollection services, Action<IServiceCollection> configure)
    {
        configure(services);
        return services;
    }
}
