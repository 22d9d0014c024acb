using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Storage;

/// <summary>The one place where an application keeps its messages, as its set-up chose it.</summary>
/// <param name="Call">The call that chose it, for errors.</param>
/// <param name="Place">What tells the place from others. May hold secrets; never shown.</param>
internal sealed record StoreChoice(string Call, string Place)
{
    /// <summary>Chooses a store.</summary>
    /// <returns>Whether it is the first choice; false when the same was chosen before.</returns>
    /// <exception cref="MessagingConfigurationException">Another store was chosen before.</exception>
    public static bool Take(IServiceCollection services, string call, string place)
    {
        var choice = new StoreChoice(call, place);
        if (services.FirstOrDefault(s => s.ServiceType == typeof(StoreChoice))?.ImplementationInstance is not StoreChoice first)
        {
            services.AddSingleton(choice);
            return true;
        }

        return first == choice
            ? false
            : throw new MessagingConfigurationException(
                first.Call == call
                    ? $"{call} was called for two different databases. Messages are kept in one: remove one of the calls."
                    : $"Two stores were chosen: {first.Call} and {call}. Messages are kept in one; remove the other call. To send inside a transaction of your own context, keep UseDbContext<TContext>().");
    }

    public override string ToString() => $"StoreChoice {{ Call = {Call} }}";
}
