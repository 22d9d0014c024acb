namespace Messaging.Authoring;

/// <summary>What became of saving a template.</summary>
public enum TemplateSaveResult
{
    /// <summary>It is stored.</summary>
    Saved,

    /// <summary>Somebody else saved, made or deleted it in the meantime. Nothing was stored.</summary>
    Conflict,

    /// <summary>Another template of the tenant has the name. Nothing was stored.</summary>
    NameTaken,
}
