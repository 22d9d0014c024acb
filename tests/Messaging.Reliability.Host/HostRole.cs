namespace Messaging.Reliability.Host;

/// <summary>What a process does.</summary>
public enum HostRole
{
    /// <summary>Dispatches until it is told to stop.</summary>
    Dispatch,

    /// <summary>Stores messages and exits.</summary>
    Send,

    /// <summary>Stores a booking and its message in one transaction of the host's own context, and exits.</summary>
    Book,

    /// <summary>Records a provider's report and exits.</summary>
    Report,

    /// <summary>Receives mail over SMTP until it is told to stop.</summary>
    Receive,
}
