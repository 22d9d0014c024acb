namespace Messaging.Preferences;

/// <summary>What an incoming text was taken for.</summary>
public enum OptOutMeaning
{
    /// <summary>Nothing of the kind.</summary>
    None = 0,

    /// <summary>The sender wants no more messages.</summary>
    OptOut = 1,

    /// <summary>The sender wants messages again.</summary>
    OptIn = 2,

    /// <summary>The sender asks for help.</summary>
    Help = 3,

    /// <summary>It may be an opt-out in other words: a person should decide.</summary>
    Review = 4,
}
