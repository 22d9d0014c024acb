using Messaging.Authoring;
using Messaging.EntityFramework.Model;

namespace Messaging.EntityFramework.Store;

/// <summary>The columns of the tables of stored templates.</summary>
internal static class TemplateColumns
{
    public static Column<StoredTemplate>[] Templates { get; } =
    [
        new(nameof(StoredTemplate.Id), ColumnKind.Guid, t => t.Id),
        new(nameof(StoredTemplate.TenantId), ColumnKind.Text, t => t.TenantId),
        new(nameof(StoredTemplate.Code), ColumnKind.Text, t => t.Code),
        new(nameof(StoredTemplate.Name), ColumnKind.Text, t => t.Name),
        new(nameof(StoredTemplate.Description), ColumnKind.Text, t => t.Description),
        new(nameof(StoredTemplate.Kind), ColumnKind.Int16, t => (short)t.Kind),
        new(nameof(StoredTemplate.Category), ColumnKind.Text, t => t.Category),
        new(nameof(StoredTemplate.Type), ColumnKind.Text, t => t.Type),
        new(nameof(StoredTemplate.Tags), ColumnKind.Text, t => ColumnConverters.WriteStrings(t.Tags)),
        new(nameof(StoredTemplate.Channels), ColumnKind.Text, t => ColumnConverters.WriteStrings(t.Channels)),
        new(nameof(StoredTemplate.IsActive), ColumnKind.Boolean, t => t.IsActive),
        new(nameof(StoredTemplate.IsSystem), ColumnKind.Boolean, t => t.IsSystem),
        new(nameof(StoredTemplate.Draft), ColumnKind.Text, t => TemplateDocumentJson.Write(t.Draft)),
        new(nameof(StoredTemplate.Revision), ColumnKind.Int32, t => t.Revision),
        new(nameof(StoredTemplate.CurrentVersion), ColumnKind.Int32, t => t.CurrentVersion),
        new(nameof(StoredTemplate.ImportedHash), ColumnKind.Text, t => t.ImportedHash),
        new(nameof(StoredTemplate.CreatedAt), ColumnKind.Time, t => t.CreatedAt),
        new(nameof(StoredTemplate.CreatedBy), ColumnKind.Text, t => t.CreatedBy),
        new(nameof(StoredTemplate.UpdatedAt), ColumnKind.Time, t => t.UpdatedAt),
        new(nameof(StoredTemplate.UpdatedBy), ColumnKind.Text, t => t.UpdatedBy),
    ];

    public static Column<StoredTemplateVersion>[] Versions { get; } =
    [
        new(nameof(StoredTemplateVersion.TemplateId), ColumnKind.Guid, v => v.TemplateId),
        new(nameof(StoredTemplateVersion.Number), ColumnKind.Int32, v => v.Number),
        new(nameof(StoredTemplateVersion.TenantId), ColumnKind.Text, v => v.TenantId),
        new(nameof(StoredTemplateVersion.Code), ColumnKind.Text, v => v.Code),
        new(nameof(StoredTemplateVersion.Document), ColumnKind.Text, v => TemplateDocumentJson.Write(v.Document)),
        new(nameof(StoredTemplateVersion.CopyOf), ColumnKind.Int32, v => v.CopyOf),
        new(nameof(StoredTemplateVersion.Note), ColumnKind.Text, v => v.Note),
        new(nameof(StoredTemplateVersion.CreatedAt), ColumnKind.Time, v => v.CreatedAt),
        new(nameof(StoredTemplateVersion.CreatedBy), ColumnKind.Text, v => v.CreatedBy),
    ];

    public static Column<TemplateStamp>[] Stamp { get; } =
    [
        new(nameof(TemplateStamp.Id), ColumnKind.Int32, s => s.Id),
        new(nameof(TemplateStamp.Value), ColumnKind.Int64, s => s.Value),
    ];
}
