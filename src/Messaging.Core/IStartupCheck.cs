namespace Messaging;

/// <summary>Something that must hold before the host starts. Without I/O.</summary>
internal interface IStartupCheck
{
    /// <summary>Throws if it does not hold.</summary>
    /// <exception cref="MessagingConfigurationException">What is wrong, then the call that mends it.</exception>
    void Check();
}
