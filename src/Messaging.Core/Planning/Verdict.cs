namespace Messaging.Planning;

/// <summary>What the planner decided about one recipient on one channel.</summary>
internal enum Verdict
{
    /// <summary>Send as soon as possible.</summary>
    Send,

    /// <summary>Send later.</summary>
    Defer,

    /// <summary>Do not send.</summary>
    Suppress,
}
