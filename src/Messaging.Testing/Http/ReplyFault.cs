namespace Messaging.Testing.Http;

/// <summary>What a server does in place of answering.</summary>
internal enum ReplyFault
{
    /// <summary>It answers.</summary>
    None,

    /// <summary>It resets the connection when the request has come, without reading it.</summary>
    ResetBeforeReading,

    /// <summary>It resets the connection when it has read the request.</summary>
    ResetAfterReading,

    /// <summary>It closes the connection in order when it has read the request.</summary>
    Close,

    /// <summary>It reads the request and keeps silent until the client goes.</summary>
    Silence,

    /// <summary>It writes the body alone and closes: no status line, no headers.</summary>
    Raw,
}
