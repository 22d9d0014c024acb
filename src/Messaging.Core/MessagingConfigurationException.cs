namespace Messaging;

/// <summary>The library is set up incompletely or inconsistently. The message names the call to add or change.</summary>
public sealed class MessagingConfigurationException : MessagingException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, then the call that mends it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public MessagingConfigurationException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
