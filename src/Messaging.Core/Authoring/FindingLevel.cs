namespace Messaging.Authoring;

/// <summary>How bad a finding is.</summary>
public enum FindingLevel
{
    /// <summary>Worth a look.</summary>
    Warning,

    /// <summary>Cannot be published.</summary>
    Error,
}
