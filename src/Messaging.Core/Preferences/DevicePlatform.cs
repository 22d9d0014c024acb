namespace Messaging.Preferences;

/// <summary>What a device runs.</summary>
public enum DevicePlatform
{
    /// <summary>An Android app.</summary>
    Android = 1,

    /// <summary>An app on an iPhone or iPad.</summary>
    Ios = 2,

    /// <summary>A browser.</summary>
    Web = 3,
}
