namespace Messaging.Reliability.Host.Faults;

/// <summary>Where something happens to a process, in the order of a message's life.</summary>
public enum FaultPoint
{
    None,

    /// <summary>While the schema is being made.</summary>
    Migration,

    /// <summary>The rows are written, their transaction is not committed.</summary>
    BeforeEnqueueCommit,

    /// <summary>The rows are committed; the sender has not been told.</summary>
    AfterEnqueueCommit,

    /// <summary>The claim is committed; nothing was done with it.</summary>
    AfterClaim,

    /// <summary>The message is rendered; its call is about to be announced.</summary>
    BeforeStart,

    /// <summary>The call is announced; no byte has left.</summary>
    BeforeCall,

    /// <summary>The provider has taken the message; its answer is not here yet.</summary>
    AfterAccept,

    /// <summary>The answer is here; the result is not written.</summary>
    BeforeRecord,

    /// <summary>The result is committed; the dispatcher has not been told.</summary>
    AfterRecord,

    /// <summary>A report and its effect are written; their transaction is not committed.</summary>
    BeforeReportCommit,
}
