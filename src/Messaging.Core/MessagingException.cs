namespace Messaging;

/// <summary>The base of every exception the library throws on purpose. Its message names what is wrong and then the call that mends it, and never holds an address, content or a secret.</summary>
public abstract class MessagingException : Exception
{
    private protected MessagingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
