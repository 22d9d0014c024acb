using Messaging.Channels.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Messaging.Testing.Conformance;

/// <summary>What an adapter is made with for one case: where its provider listens, the clock, and the log.</summary>
public sealed class AdapterEnvironment : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    internal AdapterEnvironment(Uri baseUrl, TimeProvider time, ILoggerFactory loggerFactory) => (BaseUrl, Time, LoggerFactory) = (baseUrl, time, loggerFactory);

    /// <summary>The provider's address in place of the vendor's, ending in a slash.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The clock, which stands still.</summary>
    public TimeProvider Time { get; }

    /// <summary>The log, whose lines are searched for secrets.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>A client as an adapter needs it: no redirects, no retries, no time-out of its own.</summary>
    public HttpClient CreateClient() => Keep(new HttpClient(HttpAttempt.CreateHandler()) { BaseAddress = BaseUrl, Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Services with the clock and the log, to make a provider with that is registered in a container.</summary>
    /// <param name="configure">Adds the provider.</param>
    public IServiceProvider CreateServices(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection().AddSingleton(Time).AddSingleton(LoggerFactory).AddLogging();
        configure(services);
        return Keep(services.BuildServiceProvider());
    }

    /// <summary>Ends what was created here.</summary>
    public void Dispose() => _owned.ForEach(o => o.Dispose());

    private T Keep<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
