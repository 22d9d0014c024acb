namespace Messaging.Preferences;

/// <summary>What an entry about a contact says. Values are stored and never reused.</summary>
public enum ContactEntryKind
{
    /// <summary>Consent was asked for and waits for its confirmation (double opt-in). Permits nothing.</summary>
    ConsentRequested = 1,

    /// <summary>Consent was given.</summary>
    ConsentGranted = 2,

    /// <summary>Consent was withdrawn.</summary>
    ConsentWithdrawn = 3,

    /// <summary>The contact wants nothing any more, or nothing on a channel.</summary>
    OptedOut = 4,

    /// <summary>An opt-out was lifted.</summary>
    OptedIn = 5,

    /// <summary>The address takes no messages: a hard bounce, a complaint, or an operator's decision.</summary>
    Suppressed = 6,

    /// <summary>A suppression was lifted.</summary>
    Released = 7,

    /// <summary>A soft bounce was counted.</summary>
    SoftBounced = 8,

    /// <summary>Preferences were changed.</summary>
    PreferencesChanged = 9,
}
