using Messaging.Dispatching;

namespace Messaging.PostgreSql.WakeUps;

/// <summary>Tells nobody, because the host switched hints off.</summary>
internal sealed class NoWakeUps : IWakeUpHint
{
    public void Send(IReadOnlyCollection<long>? lanes)
    {
    }
}
