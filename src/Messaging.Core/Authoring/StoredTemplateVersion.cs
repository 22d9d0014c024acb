namespace Messaging.Authoring;

/// <summary>A published version of a stored template. It never changes, and outlives the template for the messages that were planned with it.</summary>
public sealed record StoredTemplateVersion
{
    /// <summary>The template it is a version of.</summary>
    public required Guid TemplateId { get; init; }

    /// <summary>Its number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The tenant of the template.</summary>
    public string TenantId { get; init; } = "";

    /// <summary>The code of the template.</summary>
    public required string Code { get; init; }

    /// <summary>What it says, with its layouts and partials.</summary>
    public required TemplateDocument Document { get; init; }

    /// <summary>The number of the older version whose contents it has, when it was made by rolling back; otherwise null.</summary>
    public int? CopyOf { get; init; }

    /// <summary>What its author wrote about it.</summary>
    public string Note { get; init; } = "";

    /// <summary>When it was published, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who published it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Code, tenant and number.</summary>
    public override string ToString() => $"StoredTemplateVersion {{ TenantId = {TenantId}, Code = {Code}, Number = {Number} }}";
}
