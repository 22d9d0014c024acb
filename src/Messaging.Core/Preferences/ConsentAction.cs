namespace Messaging.Preferences;

/// <summary>What is recorded about a consent.</summary>
public enum ConsentAction
{
    /// <summary>It was asked for and waits for its confirmation (double opt-in).</summary>
    Request = 1,

    /// <summary>It was given.</summary>
    Grant = 2,

    /// <summary>It was withdrawn.</summary>
    Withdraw = 3,
}
