namespace Messaging;

/// <summary>The database could not be reached, or refused the work. Unless <see cref="OutcomeUnknown"/> is set, nothing was stored.</summary>
public sealed class MessageStoreException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What failed and what to check.</param>
    /// <param name="innerException">What the database driver reported.</param>
    public MessageStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the same call may succeed later without a change to configuration.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the connection was lost while the commit was under way, so that the work may have been stored. Repeat the call with the same idempotency key.</summary>
    public bool OutcomeUnknown { get; init; }
}
