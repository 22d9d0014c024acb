using Messaging.Authoring;
using Microsoft.EntityFrameworkCore;

namespace Messaging.EntityFramework.Model;

/// <summary>The tables of stored templates, for hosts that use them.</summary>
internal static class TemplateConfiguration
{
    public static void Apply(ModelBuilder model, ColumnTypes types, TableNames names)
    {
        var templates = new TableMap<StoredTemplate>(model, types, names, "templates")
            .Key(t => t.Id)
            .Length(t => t.TenantId, 100)
            .Length(t => t.Code, 100)
            .Length(t => t.Name, 200)
            .Length(t => t.Description, 1000)
            .Length(t => t.Category, 100)
            .Length(t => t.Type, 100)
            .Length(t => t.ImportedHash, 64)
            .Length(t => t.CreatedBy, 100)
            .Length(t => t.UpdatedBy, 100);
        templates.Entity.HasIndex(t => new { t.TenantId, t.Code }).IsUnique();
        templates.Entity.HasIndex(t => new { t.TenantId, t.Name }).IsUnique();
        new TableMap<StoredTemplateVersion>(model, types, names, "template_versions")
            .Key(v => new { v.TemplateId, v.Number })
            .Length(v => v.TenantId, 100)
            .Length(v => v.Code, 100)
            .Length(v => v.Note, 1000)
            .Length(v => v.CreatedBy, 100);
        new TableMap<TemplateStamp>(model, types, names, "template_stamp").Key(s => s.Id);
    }
}
