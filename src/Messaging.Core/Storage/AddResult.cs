namespace Messaging.Storage;

/// <summary>What became of a request that was to be stored.</summary>
public enum AddResult
{
    /// <summary>Stored.</summary>
    Added,

    /// <summary>The same request was stored before under its key; nothing was stored now.</summary>
    Duplicate,

    /// <summary>Another request was stored before under the key; nothing was stored now.</summary>
    Conflict,
}
