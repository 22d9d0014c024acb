namespace Messaging.Storage;

/// <summary>What a request to cancel achieved.</summary>
public enum CancelResult
{
    /// <summary>No such message in the tenant.</summary>
    NotFound,

    /// <summary>Cancelled: it will not be sent.</summary>
    Cancelled,

    /// <summary>A dispatcher holds it but has not called the provider: it will be stopped there.</summary>
    Requested,

    /// <summary>The provider is being called or may have been.</summary>
    TooLate,

    /// <summary>It was finished before.</summary>
    AlreadyFinal,
}
