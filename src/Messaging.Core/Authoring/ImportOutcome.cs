namespace Messaging.Authoring;

/// <summary>What an import does with one template.</summary>
public enum ImportOutcome
{
    /// <summary>Folder and database say the same.</summary>
    Unchanged,

    /// <summary>It is new in the database.</summary>
    Added,

    /// <summary>The draft takes what the folder says: nobody edited it since the last import.</summary>
    Updated,

    /// <summary>It was edited in the database only, and stays as it is there.</summary>
    Kept,

    /// <summary>It was edited both in the folder and in the database since the last import. Nothing is written unless overwriting was asked for.</summary>
    Conflict,
}
