namespace Messaging.Authoring;

/// <summary>How one edition of something differs from the one before.</summary>
public enum DifferenceKind
{
    /// <summary>It is in both.</summary>
    Same,

    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is in both, but not the same.</summary>
    Changed,
}
