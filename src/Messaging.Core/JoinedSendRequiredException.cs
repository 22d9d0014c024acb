namespace Messaging;

/// <summary>
/// The messaging client was called from code that holds a write transaction on the same SQLite file. It would wait for itself until a time-out, so it is refused.
/// </summary>
public sealed class JoinedSendRequiredException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="context">The name of the context type that holds the transaction.</param>
    public JoinedSendRequiredException(string context)
        : base($"This code holds a write transaction of {context} on the SQLite file that messages are stored in, so a send of its own would wait for itself. "
            + "Call db.Messaging().SendAsync(...) to send inside the transaction, or commit first.")
    {
    }
}
