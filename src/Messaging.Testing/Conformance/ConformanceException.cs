namespace Messaging.Testing.Conformance;

/// <summary>An implementation broke a rule of its seam.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which rule, what was expected and what was found.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }
}
