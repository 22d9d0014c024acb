using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Reliability.Host.Stores;

/// <summary>Puts something around a registered service, which may itself be decorated.</summary>
internal static class ServiceDecoration
{
    public static void Decorate<T>(this IServiceCollection services, Func<IServiceProvider, T, T> decorate)
        where T : class
    {
        var registered = services.Last(s => s.ServiceType == typeof(T));
        services.Remove(registered);
        services.AddSingleton(s => decorate(s, (T)(registered.ImplementationFactory?.Invoke(s) ?? ActivatorUtilities.CreateInstance(s, registered.ImplementationType!))));
    }
}
