using Messaging.Templates;

namespace Messaging.Authoring;

/// <summary>A template in the database: what it is, and its draft. What it says to recipients is in its versions.</summary>
public sealed record StoredTemplate
{
    /// <summary>The id. A template that is deleted and made again has another one.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant it belongs to; <c>""</c> for a template of all tenants.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The name that requests use, in lower case. Unique within the tenant.</summary>
    public required string Code { get; init; }

    /// <summary>The name that people use. Unique within the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it is sent, or used by others.</summary>
    public TemplateKind Kind { get; init; }

    /// <summary>Its category in the host's words. <c>marketing</c> asks for a link to unsubscribe.</summary>
    public string Category { get; init; } = "";

    /// <summary>What its messages are for, in the host's words.</summary>
    public string Type { get; init; } = "";

    /// <summary>The host's labels.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The channels its draft has contents for.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Whether new messages may use it. Those that were planned before are sent either way.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Whether it came with the application: it cannot be deleted, but deactivated, edited, and overridden by a tenant.</summary>
    public bool IsSystem { get; init; }

    /// <summary>What is being written. Publishing makes a version of it.</summary>
    public TemplateDocument Draft { get; init; } = TemplateDocument.Empty;

    /// <summary>How often it was saved: who saves an edit says which revision he saw.</summary>
    public int Revision { get; init; }

    /// <summary>The number of the version that new messages use, or 0 while nothing is published.</summary>
    public int CurrentVersion { get; init; }

    /// <summary>What a folder said when it was last imported from one, as a hash, or null.</summary>
    public string? ImportedHash { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>When it was last saved, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Who saved it last.</summary>
    public string UpdatedBy { get; init; } = "";

    /// <summary>Code, tenant and revision.</summary>
    public override string ToString() => $"StoredTemplate {{ TenantId = {TenantId}, Code = {Code}, Revision = {Revision} }}";
}
