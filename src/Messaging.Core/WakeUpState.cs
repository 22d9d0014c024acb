namespace Messaging;

/// <summary>Whether what other processes commit wakes the dispatcher of this one. In every state it also polls, so that nothing depends on being woken.</summary>
public enum WakeUpState
{
    /// <summary>Only this process's own commits wake it: the store has no way to tell other processes, it is switched off, or this process does not dispatch.</summary>
    Local,

    /// <summary>It hears of the commits of other processes within milliseconds.</summary>
    Listening,

    /// <summary>It should hear of them, and does not: the database is not reachable, or a pooler stands before it that does not pass notifications on. It finds their messages by polling, within <c>PollInterval</c>.</summary>
    PollingOnly,
}
