using Messaging;
using Messaging.Authoring;
using Messaging.Templates;
using Microsoft.AspNetCore.Mvc;

namespace WebHost.Pages;

/// <summary>Edits, checks, previews and publishes a template.</summary>
internal static class TemplatePage
{
    public static void MapTemplates(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/templates/{code}", (string code, HttpContext context, ITemplates templates, CancellationToken cancellationToken) => ShowAsync(code, "", context, templates, cancellationToken));
        routes.MapPost("/templates/{code}", SaveAsync);
    }

    private static async Task<IResult> SaveAsync(
        string code, [FromForm] int revision, [FromForm] string subject, [FromForm] string html, [FromForm] string? publish, HttpContext context, ITemplates templates, CancellationToken cancellationToken)
    {
        try
        {
            var content = new TemplateContent { Channel = MessageChannel.Email, Subject = subject, Html = html };
            var saved = await templates.SaveDraftAsync(code, new TemplateEdit { Revision = revision, Contents = [content] }, "web", cancellationToken: cancellationToken);
            var note = "Saved.";
            if (publish is not null)
            {
                var published = await templates.PublishAsync(code, new PublishRequest { Revision = saved.Revision }, "web", cancellationToken: cancellationToken);
                note = published.Version is { } version ? $"Published as version {version}." : "Not published: mend the errors first.";
            }

            return await ShowAsync(code, note, context, templates, cancellationToken);
        }
        catch (TemplateConflictException)
        {
            return await ShowAsync(code, "Somebody else saved meanwhile. This is their text; yours was not saved.", context, templates, cancellationToken);
        }
    }

    private static async Task<IResult> ShowAsync(string code, string note, HttpContext context, ITemplates templates, CancellationToken cancellationToken)
    {
        if (await templates.FindAsync(code, cancellationToken: cancellationToken) is not { } template)
        {
            return Results.NotFound();
        }

        var content = template.Draft.Contents.FirstOrDefault(c => c.Channel == MessageChannel.Email) ?? new TemplateContent { Channel = MessageChannel.Email };
        var report = await templates.ValidateAsync(code, cancellationToken: cancellationToken);
        var preview = await templates.PreviewAsync(code, new PreviewRequest { Channel = MessageChannel.Email }, cancellationToken: cancellationToken);
        var history = await templates.GetHistoryAsync(code, cancellationToken: cancellationToken);
        var findings = report.Findings.Select(f => $"<li{(f.Level == FindingLevel.Error ? " class=\"no\"" : "")}>{Page.Text(f.Level)}: {Page.Text(f.Part)}{(f.Line is { } line ? $", line {line}, column {f.Column}" : "")}: {Page.Text(f.Message)}");
        return Page.Show(template.Name, $"""
            <p role="status">{Page.Text(note)}</p>
            <form method="post" action="/templates/{Page.Text(code)}">{Page.Token(context)}<input type="hidden" name="revision" value="{template.Revision}">
            <label>Subject <input name="subject" size="60" value="{Page.Text(content.Subject)}"></label>
            <label>HTML <textarea name="html" rows="14">{Page.Text(content.Html)}</textarea></label>
            <button>Save the draft</button> <button name="publish" value="yes">Save and publish</button></form>
            <h2>Findings</h2><ul>{string.Concat(findings.DefaultIfEmpty("<li>Nothing to mend."))}</ul>
            <h2>Preview</h2><p>{Page.Text(preview.Content?.Subject)}</p><iframe sandbox title="Preview" srcdoc="{Page.Text(preview.Content?.Html)}"></iframe>
            <h2>History</h2><ul>{string.Concat(history.Select(v => $"<li>{v.Number}: {Page.Text(v.CreatedBy)}, {v.CreatedAt:u} {Page.Text(v.Note)}"))}</ul>
            """);
    }
}
