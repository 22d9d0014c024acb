using System.Text;
using Messaging.Templates.Rendering;
using Messaging.Templates.Sources;

namespace Messaging.Authoring.Syncing;

/// <summary>Writes templates as files, in the form that folders of templates have.</summary>
internal static class TemplateFolderWriter
{
    private static readonly string[] FileParts = [ContentParts.Subject, ContentParts.Text, ContentParts.Html, ContentParts.Image, ContentParts.Link];

    public static async Task WriteAsync(string folder, string code, DescribedTemplate template, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, code)).FullName;
        var files = template.Contents
            .SelectMany(c => ContentParts.Of(c).Where(p => FileParts.Contains(p.Name, StringComparer.Ordinal)).Select(p => (Name: TemplateFileName.Write(c, p.Name), Text: Ended(p))))
            .Append((Name: TemplateDescription.FileName, Text: template.Json + "\n"))
            .ToList();
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken).ConfigureAwait(false);
        }

        // A content that is gone in the database would come back with the next import.
        foreach (var old in Directory.EnumerateFiles(directory, "*" + TemplateFileName.Extension).Where(f => !files.Exists(n => n.Name == Path.GetFileName(f))))
        {
            File.Delete(old);
        }
    }

    // As editors end a file; the line break is no part of a text, but would be one of HTML.
    private static string Ended(ContentPart part) => part.IsHtml ? part.Source : part.Source + "\n";
}
