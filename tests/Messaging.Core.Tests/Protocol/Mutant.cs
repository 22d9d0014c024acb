namespace Messaging.Core.Tests.Protocol;

/// <summary>A rule left out: each changes what a production function is asked, or hides from it what it would have looked at.</summary>
internal enum Mutant
{
    None,

    /// <summary>The start mark names whatever token the row has.</summary>
    NoFenceOnStart,

    /// <summary>A result names whatever token and attempt the row has.</summary>
    NoFenceOnCompletion,

    /// <summary>The start mark names whatever owner the row has.</summary>
    NoOwnerOnStart,

    /// <summary>A result names whatever owner the row has.</summary>
    NoOwnerOnCompletion,

    /// <summary>A janitor's write names whatever attempt the row has.</summary>
    NoAttemptGuard,

    /// <summary>The rescue does not see that the call was announced.</summary>
    RescueRequeuesStarted,

    /// <summary>An unknown outcome is taken for a refusal that may be repeated.</summary>
    UnknownTakenForRetry,

    /// <summary>The start mark does not see proof of acceptance.</summary>
    StartIgnoresProof,

    /// <summary>The start mark does not see a cancellation.</summary>
    StartIgnoresCancel,

    /// <summary>A start mark whose answer was lost is made anew instead of repeated.</summary>
    MarkCountsAgain,

    /// <summary>What ends a delivery does not see that an attempt may have arrived.</summary>
    FailedThoughAmbiguous,

    /// <summary>A write does not see proof that came before it.</summary>
    RecordIgnoresProof,

    /// <summary>What comes too late to be recorded is thrown away.</summary>
    LateAcceptanceDropped,

    /// <summary>A replay stays in the same generation.</summary>
    ReplayKeepsGeneration,

    /// <summary>A report does not say which generation it is about.</summary>
    OldGenerationCounts,

    /// <summary>A report does not say which attempt it is about.</summary>
    OldFailureCounts,

    /// <summary>A repetition does not say that it may be one.</summary>
    DuplicateNotFlagged,

    /// <summary>A key is taken for valid for ever.</summary>
    KeyNeverExpires,

    /// <summary>A key is taken for known to every connection.</summary>
    KeyKnownEverywhere,

    /// <summary>A dispatcher repeats what may have arrived without asking the policy.</summary>
    RepeatsRegardlessOfPolicy,
}
