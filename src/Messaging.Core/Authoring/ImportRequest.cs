namespace Messaging.Authoring;

/// <summary>How to import a folder of templates.</summary>
public sealed record ImportRequest
{
    /// <summary>The folder, as <c>AddTemplateFolder</c> knows it.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether only to tell what would be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether templates that were edited both in the database and in the folder take what the folder says. Their published versions stay.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether to publish what was added or updated and has no errors.</summary>
    public bool Publish { get; init; }

    /// <summary>Whether templates that are added came with the application, so that they cannot be deleted.</summary>
    public bool AsSystem { get; init; }

    /// <summary>Whether it is a dry run.</summary>
    public override string ToString() => $"ImportRequest {{ DryRun = {DryRun}, Overwrite = {Overwrite} }}";
}
