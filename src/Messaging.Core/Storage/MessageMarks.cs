namespace Messaging.Storage;

/// <summary>Marks of a message to filter a list by. A message must have all of those asked for.</summary>
[Flags]
public enum MessageMarks
{
    /// <summary>No filter.</summary>
    None = 0,

    /// <summary>Opened or read at least once.</summary>
    Opened = 1,

    /// <summary>A link was followed at least once.</summary>
    Clicked = 2,

    /// <summary>Called spam.</summary>
    Complained = 4,

    /// <summary>Unsubscribed through.</summary>
    Unsubscribed = 8,

    /// <summary>Sent again although an earlier attempt may have arrived.</summary>
    PossibleDuplicate = 16,

    /// <summary>Known to have been accepted twice.</summary>
    DuplicateConfirmed = 32,

    /// <summary>An attempt may have arrived although nothing proved it.</summary>
    Ambiguous = 64,
}
