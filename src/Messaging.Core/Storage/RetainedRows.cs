namespace Messaging.Storage;

/// <summary>What is kept for a time of its own.</summary>
public enum RetainedRows
{
    /// <summary>Addresses, data, bodies and attachments of messages that have ended.</summary>
    Contents,

    /// <summary>Reports of providers about messages that have ended.</summary>
    Events,

    /// <summary>Messages that have ended, with everything that hangs on them.</summary>
    Messages,
}
