namespace Messaging.Core.Tests.Protocol;

/// <summary>How far a worker is with what it holds, or believes to hold.</summary>
internal enum Phase : byte
{
    Idle,

    /// <summary>A dispatcher that claimed it.</summary>
    Claimed,

    /// <summary>A dispatcher whose start mark was written, without its knowing.</summary>
    Marking,

    /// <summary>A dispatcher whose call is on the way.</summary>
    Calling,

    /// <summary>A dispatcher with an outcome that is not recorded, or not known to be.</summary>
    Answered,

    /// <summary>A janitor that looked at it and has not written yet.</summary>
    Found,
}
