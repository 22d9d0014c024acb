using Messaging.Authoring.Reviewing;
using Messaging.Messages;
using Messaging.Storage;
using Messaging.Templates;
using Messaging.Templates.Rendering;
using Messaging.Templates.Sources;

namespace Messaging.Authoring;

/// <summary>Saves and publishes templates.</summary>
internal sealed class TemplateWriter(TemplateIntake intake, ITemplateStore store, TemplateAssembly assembly, TemplateReviewer reviewer, StoredTemplateSource source, MessageIds ids, StoreClock clock)
{
    /// <summary>A template that is not stored yet.</summary>
    /// <exception cref="InvalidMessageException">The code is none.</exception>
    public StoredTemplate New(string code, string tenant, string actor)
    {
        var name = code.ToLowerInvariant();
        var now = clock.GetUtcNow();
        return TemplateCode.IsValid(name) && name != TextParts.Body
            ? new StoredTemplate { Id = ids.Next(), TenantId = tenant, Code = name, Name = name, CreatedAt = now, CreatedBy = actor }
            : throw new InvalidMessageException(nameof(code), name == TextParts.Body ? "'body' is what a layout calls what it surrounds. Choose another code." : TemplateCode.Rule);
    }

    /// <summary>Saves a template on top of the revision it has.</summary>
    /// <returns>The template as it is now.</returns>
    public async Task<StoredTemplate> SaveAsync(StoredTemplate template, StoredTemplateVersion? version, string actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        DraftRules.ThrowIfWrong(template, actor);
        var saved = template with
        {
            Revision = template.Revision + 1,
            Channels = [.. template.Draft.Contents.Select(c => c.Channel.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            UpdatedAt = clock.GetUtcNow(),
            UpdatedBy = actor,
        };
        var result = await store.SaveAsync(saved, version, cancellationToken).ConfigureAwait(false);
        source.Changed();
        return result switch
        {
            TemplateSaveResult.Saved => saved,
            TemplateSaveResult.NameTaken => throw new InvalidMessageException(nameof(template.Name), "Another template has this name. Choose another one."),
            _ => throw new TemplateConflictException(template.Code, template.Revision),
        };
    }

    /// <summary>Publishes the draft, unless there are errors in it.</summary>
    public async Task<TemplatePublication> PublishAsync(StoredTemplate template, string note, bool allowRaw, string actor, CancellationToken cancellationToken)
    {
        var document = await assembly.AssembleAsync(template.Draft, template.TenantId, cancellationToken).ConfigureAwait(false);
        var report = reviewer.Review(template, document, allowRaw);
        if (report.CanPublish)
        {
            // What cannot be prepared is the author's to mend, and not to be found out with the first message.
            _ = document.Contents.Select(intake.Prepare).ToList();
        }

        return report.CanPublish
            ? new TemplatePublication(await AddVersionAsync(template, document, note, null, actor, cancellationToken).ConfigureAwait(false), report)
            : new TemplatePublication(null, report);
    }

    /// <summary>Adds a version that new messages use from now on.</summary>
    /// <returns>Its number.</returns>
    public async Task<int> AddVersionAsync(StoredTemplate template, TemplateDocument document, string note, int? copyOf, string actor, CancellationToken cancellationToken)
    {
        var errors = new List<MessageError>();
        DraftRules.Text(errors, nameof(note), note, 1_000);
        if (errors.Count > 0)
        {
            throw new InvalidMessageException(errors);
        }

        var version = new StoredTemplateVersion
        {
            TemplateId = template.Id,
            Number = template.CurrentVersion + 1,
            TenantId = template.TenantId,
            Code = template.Code,
            Document = document,
            CopyOf = copyOf,
            Note = note,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = actor,
        };
        await SaveAsync(template with { CurrentVersion = version.Number }, version, actor, cancellationToken).ConfigureAwait(false);
        return version.Number;
    }

    /// <summary>Deletes a template.</summary>
    /// <exception cref="InvalidMessageException">It came with the application.</exception>
    public async Task<bool> DeleteAsync(StoredTemplate template, CancellationToken cancellationToken)
    {
        if (template.IsSystem)
        {
            throw new InvalidMessageException(nameof(template.IsSystem), $"Template '{template.Code}' came with the application and cannot be deleted. Call ITemplates.SetActiveAsync(...) to deactivate it.");
        }

        var deleted = await store.DeleteAsync(template, cancellationToken).ConfigureAwait(false);
        source.Changed();
        return deleted ? true : throw new TemplateConflictException(template.Code, template.Revision);
    }
}
