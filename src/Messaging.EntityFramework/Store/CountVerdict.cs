namespace Messaging.EntityFramework.Store;

/// <summary>What asking for one of a day's messages came to.</summary>
internal enum CountVerdict
{
    /// <summary>The message is not counted, or was before.</summary>
    None,

    /// <summary>It was counted.</summary>
    Taken,

    /// <summary>There is none left.</summary>
    Full,
}
